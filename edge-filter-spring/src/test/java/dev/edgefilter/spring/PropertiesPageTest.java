// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.spring.autoconfigure.EdgeProperties;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The page of properties has all of them, and no other ones. */
final class PropertiesPageTest {

  /** The names in the first column, without what is chosen or counted. */
  private static Set<String> written() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("edge.test.pages"), "spring-properties.md"));
    TreeSet<String> names = new TreeSet<>();
    Matcher row = Pattern.compile("(?m)^\\| `(edge\\.[^`]+)` \\|").matcher(page);
    while (row.find()) {
      names.add(row.group(1).replaceAll("\\.<\\w+>|\\[n]", ""));
    }
    return names;
  }

  private static void collect(String prefix, Class<?> type, Set<String> names) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + '.' + DataObjectPropertyName.toDashedForm(component.getName());
      Class<?> nested = nested(component.getGenericType());
      if (!nested.isRecord()) {
        names.add(name);
      } else if (!name.equals("edge.distribution.default-behavior")) {
        collect(name, nested, names); // which has what behaviors have, as the page says
      }
    }
  }

  /** The element of a list, the value of a map, or the type itself. */
  private static Class<?> nested(Type type) {
    if (type instanceof ParameterizedType many) {
      Type raw = many.getRawType();
      int last = many.getActualTypeArguments().length - 1;
      return raw.equals(List.class) || raw.equals(Map.class)
          ? nested(many.getActualTypeArguments()[last])
          : (Class<?>) raw;
    }
    return (Class<?>) type;
  }

  @Test
  void everyPropertyIsOnThePage() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    collect("edge", EdgeProperties.class, names);
    assertEquals(String.join("\n", names), String.join("\n", written()));
  }
}

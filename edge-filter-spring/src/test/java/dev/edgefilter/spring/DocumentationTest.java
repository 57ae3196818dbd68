// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation that need Spring compile. */
final class DocumentationTest {
  private static final String FRAME =
      """
      import dev.edgefilter.spring.*;
      import java.util.*;
      import org.springframework.web.bind.annotation.*;

      class Example%d {
        record Product(long id) {}
        interface Products {
          Product find(long id);
          void put(Product product);
        }
        Products products;
      %s
      }
      """;

  @TempDir Path classes;

  @Test
  void everyExampleCompiles() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    Path pages = Path.of(System.getProperty("edge.test.pages"));
    try (Stream<Path> all = Files.walk(pages)) {
      for (Path page : all.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        String[] parts = Files.readString(page).split("\n```java spring\n", -1);
        for (int i = 1; i < parts.length; i++) {
          sources.add(source(sources.size(), parts[i].substring(0, parts[i].indexOf("\n```"))));
        }
      }
    }
    assertTrue(!sources.isEmpty(), "no example found");
    StringWriter output = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "-proc:none");
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(output, null, null, options, null, sources)
            .call();
    assertEquals("", compiled ? "" : output.toString());
  }

  private static JavaFileObject source(int number, String example) {
    String text = FRAME.formatted(number, example);
    return new SimpleJavaFileObject(
        URI.create("string:///Example" + number + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.JsonParser;
import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.Position;
import dev.edgefilter.internal.document.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a key value store as CloudFront imports it: {@code {"data":[{"key":"k",
 * "value":"v"}, …]}}, and its limits.
 */
public final class KeyValueData {
  /** The longest key in bytes of UTF-8. */
  public static final int MAX_KEY_BYTES = 512;

  /** The longest value in bytes of UTF-8. */
  public static final int MAX_VALUE_BYTES = 1024;

  /** The most bytes of all keys and values of a store. */
  public static final int MAX_STORE_BYTES = 5 * 1024 * 1024;

  /** A full store of short pairs is mostly quotes and names of fields. */
  private static final int MAX_FILE_CHARS = 64 << 20;

  private KeyValueData() {}

  /**
   * Reads an import file.
   *
   * @param source how problems name it
   * @throws ConfigException with every problem
   */
  public static Map<String, String> parse(String source, String text) {
    List<ConfigProblem> problems = new ArrayList<>();
    Map<String, String> data = new LinkedHashMap<>();
    try {
      JsonValue root =
          JsonParser.parse(
              text, (at, message) -> problems.add(problem(source, at, message)), MAX_FILE_CHARS);
      if (root instanceof JsonObject object && object.get("data") instanceof JsonArray pairs) {
        unknown(source, object, List.of("data"), problems);
        read(source, pairs, data, problems);
      } else {
        String expected = "; expected {\"data\": [{\"key\": …, \"value\": …}, …]}";
        problems.add(problem(source, root.at(), "found " + root.describe() + expected));
      }
    } catch (SyntaxException e) {
      problems.add(problem(source, e.at(), e.text()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return data;
  }

  static void read(
      String source, JsonArray pairs, Map<String, String> data, List<ConfigProblem> problems) {
    for (JsonValue item : pairs.items()) {
      if (item instanceof JsonObject pair
          && pair.get("key") instanceof JsonString key
          && pair.get("value") instanceof JsonString value) {
        unknown(source, pair, List.of("key", "value"), problems);
        if (data.putIfAbsent(key.text(), value.text()) != null) {
          String twice = "found the key " + key.describe() + " a second time; remove one of them";
          problems.add(problem(source, key.at(), twice));
        }
      } else {
        problems.add(
            problem(
                source,
                item.at(),
                "found "
                    + item.describe()
                    + "; expected an object with \"key\" and \"value\", both strings"));
      }
    }
  }

  private static void unknown(
      String source, JsonObject object, List<String> known, List<ConfigProblem> problems) {
    for (Member member : object.members()) {
      if (!known.contains(member.name())) {
        String found = "found the unknown field \"" + member.name() + "\"; remove it";
        problems.add(problem(source, member.nameAt(), found));
      }
    }
  }

  private static ConfigProblem problem(String source, Position at, String message) {
    return new ConfigProblem(source, at.line(), at.column(), "", message);
  }

  /** What is wrong with one pair, or an empty text. */
  public static String fault(String key, String value) {
    int keyBytes = bytes(key);
    if (keyBytes == 0 || keyBytes > MAX_KEY_BYTES) {
      return "a key has " + keyBytes + " bytes, expected 1 to " + MAX_KEY_BYTES;
    }
    int valueBytes = bytes(value);
    return valueBytes > MAX_VALUE_BYTES
        ? "the value of \""
            + key
            + "\" has "
            + valueBytes
            + " bytes, expected at most "
            + MAX_VALUE_BYTES
        : "";
  }

  /** What is wrong with a whole store, or an empty text. */
  public static String fault(Map<String, String> data) {
    for (Map.Entry<String, String> pair : data.entrySet()) {
      String fault = fault(pair.getKey(), pair.getValue());
      if (!fault.isEmpty()) {
        return fault;
      }
    }
    long total = bytes(data);
    return total > MAX_STORE_BYTES
        ? "the store has " + total + " bytes, expected at most " + MAX_STORE_BYTES
        : "";
  }

  /** The size of all keys and values in bytes of UTF-8. */
  public static long bytes(Map<String, String> data) {
    long total = 0;
    for (Map.Entry<String, String> pair : data.entrySet()) {
      total += bytes(pair.getKey()) + (long) bytes(pair.getValue());
    }
    return total;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

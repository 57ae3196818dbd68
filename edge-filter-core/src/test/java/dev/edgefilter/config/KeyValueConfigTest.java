// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key value stores of a configuration: import files, and quotas on both sides. */
final class KeyValueConfigTest {
  private static final String CODE = "function handler(event) { return event.request; }";

  @TempDir Path folder;

  private static Map<String, String> parse(String text) {
    return KeyValueData.parse("data.json", text);
  }

  @Test
  void anImportFileIsReadInItsOrder() {
    Map<String, String> data =
        parse(
            "{\"data\": [{\"key\": \"b\", \"value\": \"2\"},"
                + " {\"value\": \"\\u00fc\", \"key\": \"a\"}, {\"key\": \"A\", \"value\": \"\"}]}");
    assertEquals(List.of("b=2", "a=\u00fc", "A="), lines(data));
    assertEquals(Map.of(), parse("{\"data\": []}"));
  }

  private static List<String> lines(Map<String, String> data) {
    return data.entrySet().stream().map(Object::toString).toList();
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                        | data.json
          []                                                        | expected {"data": [{"key": …, "value": …}, …]}
          {}                                                        | expected {"data": [{"key": …, "value": …}, …]}
          {"data": {"a": "1"}}                                      | expected {"data": [{"key": …, "value": …}, …]}
          {"data": [], "version": 1}                                | found the unknown field "version"
          {"data": ["a"]}                                           | expected an object with "key" and "value", both strings
          {"data": [{"key": "a"}]}                                  | expected an object with "key" and "value", both strings
          {"data": [{"key": "a", "value": 1}]}                      | expected an object with "key" and "value", both strings
          {"data": [{"key": 1, "value": "a"}]}                      | expected an object with "key" and "value", both strings
          {"data": [{"key": "a", "value": "1", "ttl": "5"}]}        | found the unknown field "ttl"
          {"data": [{"key": "a", "value": "1"}, {"key": "a", "value": "1"}]} | found the key "a" a second time
          {"data": [{"key": "a", "value": "1"}]                     | data.json
          """)
  void whatIsNoImportFileIsRefused(String text, String expected) {
    String told = assertThrows(ConfigException.class, () -> parse(text)).getMessage();
    assertTrue(told.contains(expected), told);
  }

  @Test
  void aFileThatIsEmptyOrNoUtf8IsNoEmptyStore() throws Exception {
    Path bundle = folder.resolve("bundle.json");
    Files.writeString(
        bundle, "{\"KeyValueStores\": [{\"Name\": \"s\", \"DataFile\": \"data.json\"}]}");
    Path file = folder.resolve("data.json");
    Files.writeString(file, "");
    assertTrue(problems(bundle).contains("dataFile"), problems(bundle));
    Files.write(
        file,
        "{\"data\": [{\"key\": \"a\", \"value\": \"\u00fc\"}]}"
            .getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(problems(bundle).contains("which is not UTF-8"), problems(bundle));
    Files.delete(file);
    assertTrue(problems(bundle).contains("which does not exist"), problems(bundle));
  }

  private static String problems(Path bundle) {
    return assertThrows(ConfigException.class, () -> EdgeConfigReader.read(List.of(bundle)))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "512, 1024, ''",
    "513, 1,    'a key has 513 bytes, expected 1 to 512'",
    "1,   1025, 'has 1025 bytes, expected at most 1024'"
  })
  void keysAndValuesOfAConfigurationHaveTheirBytes(int key, int value, String expected) {
    assertProblem(
        expected,
        EdgeConfig.builder()
            .keyValueStore(
                KeyValueStoreConfig.of("s", Map.of("k".repeat(key), "v".repeat(value)))));
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "1, 'the store has 5242881 bytes, expected at most 5242880'"})
  void aStoreOfAConfigurationHasFiveMegabytes(int more, String expected) {
    Map<String, String> data = new LinkedHashMap<>();
    for (int i = 1000; i < 1000 + 5 * 1024; i++) {
      data.put(Integer.toString(i), "v".repeat(1020));
    }
    data.put("1000", "v".repeat(1020 + more));
    assertProblem(expected, EdgeConfig.builder().keyValueStore(KeyValueStoreConfig.of("s", data)));
  }

  @ParameterizedTest
  @CsvSource({"50, ''", "51, 'has 51 stores; expected at most 50'"})
  void aConfigurationHasFiftyStores(int count, String expected) {
    EdgeConfig.Builder config = EdgeConfig.builder();
    for (int i = 0; i < count; i++) {
      config.keyValueStore(KeyValueStoreConfig.of("s" + i, Map.of()));
    }
    assertProblem(expected, config);
  }

  @ParameterizedTest
  @CsvSource({"10, ''", "11, 'is used by 11 functions; expected at most 10'"})
  void aStoreHasTenFunctions(int count, String expected) {
    EdgeConfig.Builder config =
        EdgeConfig.builder().keyValueStore(KeyValueStoreConfig.of("s", Map.of()));
    for (int i = 0; i < count; i++) {
      config.function(FunctionConfig.builder("f" + i, CODE).keyValueStore("s").build());
    }
    assertProblem(expected, config);
  }

  @ParameterizedTest
  @CsvSource({"1, ''", "2, 'has 2 stores; expected at most one'"})
  void aFunctionHasOneStore(int count, String expected) {
    FunctionConfig.Builder function = FunctionConfig.builder("f", CODE);
    EdgeConfig.Builder config = EdgeConfig.builder();
    for (int i = 0; i < count; i++) {
      config.keyValueStore(KeyValueStoreConfig.of("s" + i, Map.of()));
      function.keyValueStore("s" + i);
    }
    assertProblem(expected, config.function(function.build()));
  }

  private static void assertProblem(String expected, EdgeConfig.Builder config) {
    String told = config.build().problems().toString();
    assertEquals(
        expected.isEmpty() ? "[]" : expected,
        told.contains(expected) && !expected.isEmpty() ? expected : told);
  }
}

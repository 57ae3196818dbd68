// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions and key value stores in bundles. */
final class FunctionReaderTest {
  private static final String CODE = "function handler(event) { return event.request; }";

  @TempDir Path folder;

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static EdgeConfig read(String text) {
    return EdgeConfigReader.readJson("s.json", text.replace('\'', '"'));
  }

  private static String problem(String text) {
    List<ConfigProblem> problems = assertThrows(ConfigException.class, () -> read(text)).problems();
    return problems.get(0).toString();
  }

  @Test
  void aFunctionStandsAsTheServiceDescribesItWithItsCodeInBase64() {
    EdgeConfig config =
        read(
            """
            {'Functions': [{
              'ETag': 'E1', 'FunctionSummary': {
                'Name': 'rewrite', 'Status': 'ASSOCIATED',
                'FunctionConfig': {'Comment': '', 'Runtime': 'cloudfront-js-1.0',
                  'KeyValueStoreAssociations': {'Quantity': 0}},
                'FunctionMetadata': {'FunctionARN': 'arn:aws:cloudfront::1:function/rewrite',
                  'Stage': 'LIVE', 'CreatedTime': 1, 'LastModifiedTime': '2026'}},
              'FunctionCode': '%s'}]}\
            """
                .formatted(base64(CODE)));
    FunctionConfig function = config.function("arn:aws:cloudfront::1:function/rewrite");
    assertEquals(
        new FunctionConfig(
            "rewrite",
            "arn:aws:cloudfront::1:function/rewrite",
            FunctionRuntime.CLOUDFRONT_JS_1_0,
            CODE,
            List.of(),
            "handler"),
        function);
    assertEquals(function, config.function("rewrite"));
  }

  @Test
  void codeAndDataMayStandInFilesBesideTheConfiguration() throws Exception {
    Files.writeString(folder.resolve("rewrite.js"), CODE);
    Files.writeString(
        folder.resolve("data.json"), "{\"data\": [{\"key\": \"b\", \"value\": \"2\"}]}");
    Path file = folder.resolve("bundle.json");
    Files.writeString(
        file,
        """
        {"Functions": [{"Name": "f", "FunctionCodeFile": "rewrite.js", "FunctionConfig":
           {"Comment": "", "Runtime": "cloudfront-js-2.0", "KeyValueStoreAssociations":
             {"Quantity": 1, "Items": [{"KeyValueStoreARN": "arn:aws:cloudfront::1:key-value-store/s1"}]}}}],
         "KeyValueStores": [{"Name": "s", "Id": "s1", "DataFile": "data.json"}],
         "LambdaFunctions": [{"FunctionName": "l", "Handler": "index.answer",
            "Runtime": "nodejs22.x", "FunctionCodeText": "exports.answer = async () => ({});"}]}
        """);
    EdgeConfig config = EdgeConfigReader.read(List.of(file));
    assertEquals(CODE, config.function("f").code());
    assertEquals(Map.of("b", "2"), config.keyValueStore("s1").data());
    FunctionConfig lambda = config.function("arn:aws:lambda:us-east-1:1:function:l:7");
    assertEquals("answer LAMBDA_NODEJS", lambda.handler() + " " + lambda.runtime());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Functions': [{'Name': 'f', 'FunctionConfig': {'Runtime': 'cloudfront-js-2.0'}}]}                               | functions[0].functionCode: is missing; expected the code in base64
          {'Functions': [{'Name': 'f', 'FunctionCode': 'a b!', 'FunctionConfig': {'Runtime': 'cloudfront-js-2.0'}}]}       | functions[0].functionCode: found no base64
          {'Functions': [{'Name': 'f', 'FunctionCodeText': '', 'FunctionConfig': {'Runtime': 'cloudfront-js-3.0'}}]}       | found "cloudfront-js-3.0"; expected one of cloudfront-js-1.0, cloudfront-js-2.0
          {'Functions': [{'Name': 'f', 'FunctionCodeFile': 'no.js', 'FunctionConfig': {'Runtime': 'cloudfront-js-2.0'}}]}  | found "no.js", which does not exist
          {'Functions': [{'Name': 'a b', 'FunctionCodeText': 'x', 'FunctionConfig': {'Runtime': 'cloudfront-js-2.0'}}]}    | found "a b"; expected 1 to 64 of
          {'Functions': [{'Name': 'f', 'FunctionCodeText': 'x', 'Other': 1, 'FunctionConfig': {'Runtime': 'cloudfront-js-2.0'}}]} | unknown field "Other"
          {'KeyValueStores': [{'Name': 's', 'Data': [{'key': 'a', 'value': '1'}, {'key': 'a', 'value': '2'}]}]}            | found the key "a" a second time
          {'KeyValueStores': [{'Name': 's', 'Data': [{'key': '', 'value': '1'}]}]}                                         | a key has 0 bytes, expected 1 to 512
          {'KeyValueStores': [{'Name': 's', 'Data': [{'key': 'a'}]}]}                                                      | expected an object with "key" and "value", both strings
          {'KeyValueStores': [{'Name': 's', 'Data': [], 'DataFile': 'data.json'}]}                                         | found it beside Data; expected one of them
          {'KeyValueStores': [{'Name': 'a b', 'Data': []}]}                                                                | found "a b"; expected 1 to 64 of
          {'LambdaFunctions': [{'FunctionName': 'f', 'FunctionCodeText': 'x', 'Runtime': 'python3.12'}]}                   | found "python3.12"; expected a Node.js runtime
          """)
  void mistakesAreReportedWithTheirPlace(String text, String expected) {
    String problem = problem(text);
    assertTrue(problem.contains(expected), problem);
  }

  @Test
  void anImportFileMayFillAStore() {
    StringBuilder text = new StringBuilder("{\"data\": [");
    for (int i = 0; i < 4900; i++) {
      text.append(i == 0 ? "" : ",").append("{\"key\": \"k").append(i).append("\", \"value\": \"");
      text.append("v".repeat(1024)).append("\"}");
    }
    Map<String, String> data = KeyValueData.parse("data.json", text.append("]}").toString());
    assertEquals(4900, data.size());
    assertEquals("", KeyValueData.fault(data));
  }

  private static String problems(String name, String code) {
    return EdgeConfig.builder()
        .function(FunctionConfig.builder(name, code).build())
        .build()
        .problems()
        .toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00e9"})
  void codeOf10240BytesFitsAndOneMoreDoesNot(String letter) {
    int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
    String comment = "/" + "/" + letter.repeat(10_238 / bytes);
    assertEquals("[]", problems("f", comment));
    String problem = problems("f", comment + "x");
    assertTrue(problem.contains("has 10241 bytes; expected at most 10240"), problem);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "f, 1, true",
    "a-Z_09, 1, true",
    "x, 64, true",
    "x, 65, false",
    "x, 0, false",
    "f.js, 1, false",
    "\u00e9, 1, false",
    "a/b, 1, false"
  })
  void aNameHas1To64OfItsCharacters(String part, int times, boolean good) {
    String problems = problems(part.repeat(times), CODE);
    assertEquals(good, problems.equals("[]"), problems);
    assertTrue(good || problems.contains("expected 1 to 64 of a-z, A-Z, 0-9, - and _"), problems);
  }

  @Test
  void aStoreThatIsNotThereAndAStoreForRuntimeOneAreProblems() {
    String problems =
        EdgeConfig.builder()
            .keyValueStore(KeyValueStoreConfig.of("flags", Map.of()))
            .function(
                FunctionConfig.builder("f", CODE)
                    .runtime(FunctionRuntime.CLOUDFRONT_JS_1_0)
                    .keyValueStore("flag")
                    .build())
            .build()
            .problems()
            .toString();
    assertTrue(problems.contains("did you mean \"flags\"?"), problems);
    assertTrue(problems.contains("needs the runtime cloudfront-js-2.0"), problems);
  }
}

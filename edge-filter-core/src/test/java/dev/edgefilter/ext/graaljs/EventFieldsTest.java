// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionException.Kind;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.event.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single fields of events and results (CloudFront: event structure). */
final class EventFieldsTest {
  private static final FunctionResponse RESPONSE =
      new FunctionResponse(200, Headers.of("Content-Type", "text/plain"), null);

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private String seen(String expression, FunctionRequest request) throws FunctionException {
    return scripts
        .answer(
            scripts.load(
                "function handler(event) { var r = event.request; return {statusCode: 200, body:"
                    + " JSON.stringify("
                    + expression
                    + ")}; }"),
            request)
        .body();
  }

  /** Once it has asked for headers, a function is given those of later events beforehand. */
  @Test
  void headersAreThoseOfTheEventHoweverTheyAreHandedOver() throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(event) { var r = event.request; return {statusCode: 200, body:"
                + " r.uri === '/ask' ? JSON.stringify(r.headers) : 'not asked'}; }");

    assertEquals("not asked", body(function, "/", "A", "0"));
    assertEquals("{\"a\":{\"value\":\"1\"}}", body(function, "/ask", "A", "1"));
    assertEquals("{\"a\":{\"value\":\"2\"}}", body(function, "/ask", "A", "2"));
    assertEquals("not asked", body(function, "/", "A", "3"));
    assertEquals(
        "{\"a\":{\"value\":\"4\",\"multiValue\":[{\"value\":\"4\"},{\"value\":\"5\"}]}}",
        body(function, "/ask", "A", "4", "A", "5"));
    assertEquals("{}", body(function, "/ask"));
    assertEquals("{}", body(function, "/ask", "Cookie", "a=1", "Connection", "close"));
    assertEquals(
        "{\"b\":{\"value\":\"\"},\"c\":{\"value\":\"\u00fc{\"}}",
        body(function, "/ask", "B", "", "C", "\u00fc{"));
  }

  private String body(LoadedFunction function, String uri, String... headers)
      throws FunctionException {
    return scripts
        .answer(function, new FunctionRequest("GET", uri, null, Headers.of(headers)))
        .body();
  }

  /** Names that could be taken for something else on their way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\":1}",
        "[",
        "\n",
        "\n{}",
        "\0",
        "a\0b",
        "+",
        "'",
        "\\",
        "__proto__",
        "length",
        "0"
      })
  void aNameOfAParameterIsOneHoweverItLooks(String name) throws Exception {
    String quoted = Json.print(name);
    String seen =
        seen(
            "[Object.keys(r.querystring), r.querystring[%s].value]".formatted(quoted),
            ScriptRunner.REQUEST.withQuery(name + "=1&other=2"));

    assertEquals("[[" + quoted + ",\"other\"],\"1\"]", seen);
  }

  @ParameterizedTest(name = "?{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
                   | {}
          ``       | {}
          a        | {"a":{"value":""}}
          a=       | {"a":{"value":""}}
          a=b=c    | {"a":{"value":"b=c"}}
          a=%41+b  | {"a":{"value":"%41+b"}}
          %61=1&a  | {"%61":{"value":"1"},"a":{"value":""}}
          A=1&a=2  | {"A":{"value":"1"},"a":{"value":"2"}}
          &a=1&&b  | {"a":{"value":"1"},"b":{"value":""}}
          """)
  void aQueryIsSeenAsItIsWritten(String query, String expected) throws Exception {
    FunctionRequest request = ScriptRunner.REQUEST.withQuery(query);

    assertEquals(expected, seen("r.querystring", request));
  }

  @Test
  void aPathIsSeenAndGivenBackAsItIsEncoded() throws Exception {
    FunctionRequest request = ScriptRunner.REQUEST.withUri("/a%20b/%C3%A9%2F");

    assertEquals("\"/a%20b/%C3%A9%2F\"", seen("r.uri", request));
    LoadedFunction longer =
        scripts.load("function handler(e) { e.request.uri += '%2e'; return e.request; }");
    assertEquals("/a%20b/%C3%A9%2F%2e", scripts.request(longer, request).uri());
  }

  @Test
  void cookiesAreNoHeadersAndBothMayBeMissing() throws Exception {
    FunctionRequest bare = new FunctionRequest("GET", "/", null, Headers.EMPTY);
    FunctionRequest cookies =
        new FunctionRequest(
            "GET", "/", null, Headers.of("Cookie", "a=1", "Cookie", "b=gr\u00c3\u00bcn"));

    assertEquals("[{},{}]", seen("[r.headers, r.cookies]", bare));
    assertEquals(
        "[{},{\"a\":{\"value\":\"1\"},\"b\":{\"value\":\"gr\u00fcn\"}}]",
        seen("[r.headers, r.cookies]", cookies));
  }

  @Test
  void aRequestHasNoBodyAndNoResponse() throws Exception {
    assertEquals(
        "[null,null,[\"version\",\"context\",\"viewer\",\"request\"]]",
        seen("[r.body, event.response, Object.keys(event)]", ScriptRunner.REQUEST));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | OK
          204 | No Content
          206 | Partial Content
          304 | Not Modified
          """)
  void aResponseHasItsStatusInANumberAndInWords(int status, String words) throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { var r = e.response; r.headers['x-seen'] = {value:"
                + " JSON.stringify([r.statusCode, r.statusDescription, typeof r.body])};"
                + " return r; }");

    assertEquals(
        "[" + status + ",\"" + words + "\",\"undefined\"]",
        scripts.response(function, RESPONSE.withStatus(status)).headers().first("X-Seen"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'text'                                    | text
          {encoding: 'text', data: 'text'}          | text
          {data: 'text'}                            | text
          {encoding: 'base64', data: 'dGV4dA=='}    | text
          ''                                        | ``
          {encoding: 'text', data: ''}              | ``
          {encoding: 'base64', data: ''}            | ``
          undefined                                 |
          null                                      |
          """)
  void aBodyIsReplacedRemovedOrKept(String body, String expected) throws Exception {
    LoadedFunction function =
        scripts.load("function handler(e) { e.response.body = " + body + "; return e.response; }");

    byte[] bytes = scripts.response(function, RESPONSE).bodyBytes();

    assertEquals(expected, bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "undefined",
        "null",
        "{}",
        "[]",
        "e.request",
        "{statusCode: null}",
        "{statusCode: NaN}",
        "{statusCode: '200'}",
        "{statusCode: 200.5}",
        "{statusCode: 200, statusDescription: 7}",
        "{statusCode: 200, headers: []}",
        "{statusCode: 200, headers: {a: ['1']}}",
        "{statusCode: 200, headers: {a: {}}}",
        "{statusCode: 200, headers: {a: {multiValue: {value: '1'}}}}",
        "{statusCode: 200, headers: {a: {multiValue: ['1']}}}",
        "{statusCode: 200, headers: {A: {value: '1'}}}",
        "{statusCode: 200, cookies: {a: '1'}}",
        "{statusCode: 200, cookies: {a: {value: 1}}}",
        "{statusCode: 200, cookies: {a: {value: '1', attributes: 7}}}",
        "{statusCode: 200, body: 7}",
        "{statusCode: 200, body: []}",
        "{statusCode: 200, body: {encoding: 'base64', data: 'a'}}",
        "{statusCode: 200, body: {encoding: 'gzip', data: ''}}",
        "{statusCode: 200, body: {encoding: 'text'}}"
      })
  void whatIsNoResponseIsInvalidWhereOneIsExpected(String result) {
    LoadedFunction function = scripts.load("function handler(e) { return " + result + "; }");
    FunctionException e =
        assertThrows(FunctionException.class, () -> scripts.response(function, RESPONSE));
    assertEquals(Kind.INVALID_RESULT, e.kind(), e.text());
    assertTrue(e.text().startsWith("returned "), e.text());
  }
}

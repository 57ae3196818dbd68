// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionException.Kind;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The event structure of CloudFront Functions, and what becomes of the results. */
final class ScriptFunctionTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private static FunctionRequest request(String query, String... lines) {
    Headers.Builder headers = Headers.builder().add("Host", "www.example.com");
    for (int i = 0; i < lines.length; i += 2) {
      headers.add(lines[i], lines[i + 1]);
    }
    return new FunctionRequest("GET", "/path", query, headers.build());
  }

  private String seen(FunctionRequest request) throws FunctionException {
    LoadedFunction function =
        scripts.load("function handler(e) { return {statusCode: 200, body: JSON.stringify(e)}; }");
    return scripts.answer(function, request).body();
  }

  @Test
  void theEventHasTheDocumentedStructure() throws Exception {
    String event =
        seen(
            request(
                "a=1&b=%20x&a=2&flag",
                "Accept",
                "text/html",
                "X-Many",
                "one, two",
                "x-many",
                "three",
                "Connection",
                "keep-alive",
                "X-Forwarded-Proto",
                "https",
                "X-Amz-Cf-Id",
                "secret",
                "Cookie",
                "id=7; theme=dark; id=8"));
    assertEquals(
        """
        {"version":"1.0","context":{"distributionDomainName":"d1.cloudfront.net",\
        "distributionId":"E1","eventType":"viewer-request","requestId":"request-1"},\
        "viewer":{"ip":"198.51.100.11"},\
        "request":{"method":"GET","uri":"/path",\
        "querystring":{"a":{"value":"1","multiValue":[{"value":"1"},{"value":"2"}]},\
        "b":{"value":"%20x"},"flag":{"value":""}},\
        "headers":{"host":{"value":"www.example.com"},"accept":{"value":"text/html"},\
        "x-many":{"value":"one, two","multiValue":[{"value":"one, two"},{"value":"three"}]}},\
        "cookies":{"id":{"value":"7","multiValue":[{"value":"7"},{"value":"8"}]},\
        "theme":{"value":"dark"}}}}\
        """,
        event);
  }

  @Test
  void theResponseHasTheDocumentedStructure() throws Exception {
    FunctionResponse given =
        new FunctionResponse(
            200,
            Headers.builder()
                .add("Content-Type", "text/html")
                .add("Set-Cookie", "a=1; Path=/; Secure")
                .add("Set-Cookie", "b=2")
                .build(),
            null);
    LoadedFunction function =
        scripts.load(
            "function handler(e) { e.response.headers['x-seen'] ="
                + " {value: JSON.stringify(e.response)}; return e.response; }");
    FunctionResponse after = scripts.response(function, given);
    assertEquals(
        """
        {"statusCode":200,"statusDescription":"OK","headers":{"content-type":{"value":"text/html"}},\
        "cookies":{"a":{"value":"1","attributes":"Path=/; Secure"},"b":{"value":"2"}}}\
        """,
        after.headers().first("X-Seen"));
    assertEquals("a=1; Path=/; Secure, b=2", after.headers().joined("Set-Cookie"));
  }

  @ParameterizedTest
  @EnumSource(names = "CLOUDFRONT.*", mode = EnumSource.Mode.MATCH_ALL)
  void whatWasNotChangedIsTheSameObject(FunctionRuntime runtime) throws Exception {
    LoadedFunction function =
        scripts.load(runtime, "function handler(event) { return event.request; }");
    FunctionRequest given = request("b=1&a&b=2", "X-A", "caf\u00e9", "Cookie", "$x=1; broken; a=1");
    assertSame(given, scripts.request(function, given));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a=1&flag&b=2 | q.c = {value: '3'}                              | a=1&flag&b=2&c=3
          a=1&flag&b=2 | delete q.a                                      | flag&b=2
          a=1&flag&b=2 | q.flag.value = 'x'                              | a=1&flag=x&b=2
          a=1&b=2&a=3  | q.a.value = '9'                                 | a=9&b=2&a=3
          a=1&b=2&a=3  | q.a.multiValue = [{value: '7'}]; q.a.value = '5' | a=7&b=2
          a=1&b=2&a=3  | q.a.multiValue.push({value: '4'})               | a=1&b=2&a=3&a=4
          a=1&b=2&a=3  | q.a = {value: '9'}                              | a=9&b=2
          a=1&b=2      | r.querystring = 'b=2&a=1'                       | b=2&a=1
          a=1&b=2      | r.querystring = ''                              |
          a=1          | r.querystring = {}                              |
          a=1&2=b      | q.z = {value: ''}                               | a=1&2=b&z=
          """)
  void theQueryIsPutTogetherAgain(String query, String change, String expected) throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { var r = e.request; var q = r.querystring; "
                + change
                + "; return r; }");
    assertEquals(expected, scripts.request(function, request(query)).query());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          h['x-new-header'] = {value: 'v'} | Host: www.example.com; X-Many: 1; x-many: 2; Accept: a; X-New-Header: v
          delete h['x-many']               | Host: www.example.com; Accept: a
          h['x-many'].value = '9'          | Host: www.example.com; X-Many: 9; x-many: 2; Accept: a
          h['x-many'] = {value: '9'}       | Host: www.example.com; X-Many: 9; Accept: a
          h['x-many'].multiValue.push({value: '3'}) | Host: www.example.com; X-Many: 1; x-many: 2; x-many: 3; Accept: a
          h.accept.value = '\\u00fc'       | Host: www.example.com; X-Many: 1; x-many: 2; Accept: \u00c3\u00bc
          """)
  void headersArePutTogetherAgain(String change, String expected) throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { var h = e.request.headers; " + change + "; return e.request; }");
    FunctionRequest given = request(null, "X-Many", "1", "x-many", "2", "Accept", "a");
    StringBuilder lines = new StringBuilder();
    for (Headers.Line line : scripts.request(function, given).headers()) {
      lines.append(lines.isEmpty() ? "" : "; ").append(line.name() + ": " + line.value());
    }
    assertEquals(expected, lines.toString());
  }

  @Test
  void hiddenHeadersStayAndAddedOnesAreSeenByTheCheck() throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { e.request.headers['x-edge-a'] = {value: '1'};"
                + " return e.request; }");
    Headers after = scripts.request(function, request(null, "Connection", "keep-alive")).headers();
    assertEquals("keep-alive", after.first("connection"));
    assertEquals("1", after.first("x-edge-a"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          c.new = {value: 'n'}     | a=1; b=2; a=3; new=n
          delete c.a               | b=2
          c.b.value = 'x'          | a=1; b=x; a=3
          e.request.cookies = {}   |
          """)
  void cookiesArePutTogetherAgain(String change, String expected) throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { var c = e.request.cookies; " + change + "; return e.request; }");
    Headers after = scripts.request(function, request(null, "Cookie", "a=1; b=2; a=3")).headers();
    assertEquals(expected, after.first("Cookie"));
  }

  @Test
  void setCookiesArePutTogetherAgain() throws Exception {
    FunctionResponse given =
        new FunctionResponse(
            200,
            Headers.builder()
                .add("Set-Cookie", "a=1;Path=/")
                .add("Set-Cookie", "b=2; Secure")
                .build(),
            null);
    LoadedFunction function =
        scripts.load(
            """
            function handler(e) {
              var c = e.response.cookies;
              c.b.value = '3';
              c.c = {value: 'x', attributes: 'HttpOnly'};
              return e.response;
            }
            """);
    assertEquals(
        "a=1;Path=/, b=3; Secure, c=x; HttpOnly",
        scripts.response(function, given).headers().joined("Set-Cookie"));
  }

  @Test
  void anAnswerHasHeadersCookiesAndBody() throws Exception {
    LoadedFunction function =
        scripts.load(
            """
            function handler(event) {
              return {
                statusCode: 302, statusDescription: 'Found',
                headers: {location: {value: '/login'}},
                cookies: {seen: {value: '1', attributes: 'Path=/'}},
                body: {encoding: 'base64', data: 'aGVsbG8='}
              };
            }
            """);
    FunctionResponse answer = scripts.answer(function, request(null));
    assertEquals(302, answer.status());
    assertEquals("/login", answer.headers().first("Location"));
    assertEquals("seen=1; Path=/", answer.headers().first("Set-Cookie"));
    assertEquals("hello", new String(answer.bodyBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void anAbsentBodyKeepsTheOneThereIsAndAnEmptyOneRemovesIt() throws Exception {
    LoadedFunction keeps = scripts.load("function handler(e) { return e.response; }");
    LoadedFunction empties =
        scripts.load("function handler(e) { e.response.body = ''; return e.response; }");
    FunctionResponse given = new FunctionResponse(200, Headers.EMPTY, null);
    assertNull(scripts.response(keeps, given).bodyBytes());
    assertEquals(0, scripts.response(empties, given).bodyBytes().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "undefined",
        "null",
        "7",
        "'text'",
        "{}",
        "[]",
        "{statusCode: '200'}",
        "{statusCode: 200.5}",
        "{statusCode: 200, body: 7}",
        "{statusCode: 200, body: {encoding: 'base64', data: '***'}}",
        "{statusCode: 200, body: {encoding: 'gzip', data: ''}}",
        "{statusCode: 200, body: 'x'.repeat(40961)}",
        "{statusCode: 200, headers: {location: '/x'}}",
        "{statusCode: 200, headers: {location: {value: 7}}}",
        "{statusCode: 200, headers: {Location: {value: '/x'}}}",
        "{statusCode: 200, headers: {'set-cookie': {value: 'a=1'}}}",
        "{statusCode: 200, headers: {'x y': {value: '1'}}}",
        "{statusCode: 200, headers: {x: {value: 'a\\r\\nSet-Cookie: b'}}}",
        "{statusCode: 200, cookies: []}",
        "{uri: '/x'}",
        "{method: 'GET', uri: 7}"
      })
  void whatIsNeitherRequestNorResponseIsInvalid(String result) {
    LoadedFunction function = scripts.load("function handler(e) { return " + result + "; }");
    FunctionException e =
        assertThrows(FunctionException.class, () -> scripts.answer(function, request(null)));
    assertEquals(Kind.INVALID_RESULT, e.kind(), e.text());
    assertTrue(e.text().startsWith("returned "), e.text());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          function handler(e) {\\n  return e.none.x; }             | failed with TypeError: Cannot read property 'x' of undefined in line 2
          async function handler(e) {\\n throw new Error('no'); }  | failed with Error: no in line 2
          function handler(e) { throw 'words'; }                   | failed with words in line 1
          async function handler(e) { await new Promise(function () {}); } | awaits what never comes
          function handler(e) { return eval('1'); }                | failed with EvalError
          function handler(e) { return Function('return 1')(); }   | failed with EvalError
          """)
  void aFailureSaysWhatAndWhere(String code, String expected) {
    LoadedFunction function = scripts.load(code.replace("\\n", "\n"));
    FunctionException e =
        assertThrows(FunctionException.class, () -> scripts.answer(function, request(null)));
    assertEquals(Kind.EXECUTION, e.kind());
    assertTrue(e.text().startsWith(expected), e.text());
  }

  @Test
  void asyncHandlersAreAwaited() throws Exception {
    LoadedFunction function =
        scripts.load(
            """
            async function later(value) { return value; }
            async function handler(event) {
              const all = await Promise.all([later('/a'), later('/b')]);
              event.request.uri = all.join('');
              return event.request;
            }
            """);
    assertEquals("/a/b", scripts.request(function, request(null)).uri());
  }

  @Test
  void theRawQueryIsAtHandAndNotInTheEvent() throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { return {statusCode: 200, body:"
                + " String(e.request.rawQueryString())}; }");
    assertEquals("b=1&a", scripts.answer(function, request("b=1&a")).body());
    assertEquals("undefined", scripts.answer(function, request(null)).body());
  }

  @ParameterizedTest
  @EnumSource(names = "CLOUDFRONT.*", mode = EnumSource.Mode.MATCH_ALL)
  void consoleGoesToTheLogWithItsFirstArgument(FunctionRuntime runtime) throws Exception {
    LoadedFunction function =
        scripts.load(
            runtime,
            "function handler(e) { console.log('text', 'more'); console.log({a: [1]});"
                + " console.log(undefined); return e.request; }");
    scripts.request(function, request(null));
    assertEquals("[text, {\"a\":[1]}, undefined]", scripts.log.toString());
  }

  @ParameterizedTest
  @EnumSource(names = "CLOUDFRONT.*", mode = EnumSource.Mode.MATCH_ALL)
  void theClockStandsStill(FunctionRuntime runtime) throws Exception {
    assertEquals(
        "[1795687200000,1795687200000,\"2026-11-26T10:00:00.000Z\",1,true,true,true]",
        scripts.value(
            runtime,
            "",
            "[Date.now(), new Date().getTime(), new Date().toISOString(), new Date(1).getTime(),"
                + " new Date() instanceof Date, new Date().constructor === Date,"
                + " typeof Date() === 'string']"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          function handler(e { return e; }                          | failed with SyntaxError
          function other(e) { return e; }                           | failed with ReferenceError: handler is not defined
          var handler = 7;                                          | failed with TypeError: handler is no function
          undefined.x; function handler(e) {}                       | failed with TypeError
          import fs from 'fs'; function handler(e) {}               | needs the module "fs"
          const http = require("http"); function handler(e) {}      | needs the module "http"
          async function handler(e) { await import('crypto'); }     | calls import()
          function handler(e) {} }); (function () {                 | failed with SyntaxError
          await 1; function handler(e) {}                           | failed with SyntaxError
          with (Math) {} function handler(e) {}                     | failed with SyntaxError
          import own from './own.js'; function handler(e) {}        | needs the module "./own.js"
          """)
  void codeThatCannotRunIsRefused(String code, String expected) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> scripts.load(code));
    assertTrue(e.getMessage().startsWith(expected), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"import cf from 'cloudfront'", "require('cloudfront')", "require('buffer')"})
  void runtimeOneHasNoModulesOfRuntimeTwo(String module) {
    String code = module + "; function handler(e) { return e.request; }";
    scripts.load(code);
    assertThrows(
        IllegalArgumentException.class,
        () -> scripts.load(FunctionRuntime.CLOUDFRONT_JS_1_0, code));
  }

  @Test
  void wordsInStringsAndCommentsAreNoImports() throws Exception {
    LoadedFunction function =
        scripts.load(
            """
            // import fs from 'fs'
            /* require('net') */
            import cf from 'cloudfront';
            import {createHash as hash, createHmac} from "crypto";
            const text = "require('fs')" + `${'import x'} require("os")` + /require\\('vm'\\)/.source;
            function handler(event) { event.request.uri = '/' + hash('md5').update('a').digest('hex'); return event.request; }
            """);
    assertEquals(
        "/0cc175b9c0f1b6a831c399e269772661", scripts.request(function, request(null)).uri());
  }
}

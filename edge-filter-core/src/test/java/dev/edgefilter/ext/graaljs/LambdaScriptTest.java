// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lambda@Edge handlers in JavaScript: event structure, ways to answer, and what is refused. */
final class LambdaScriptTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private static final FunctionRequest REQUEST =
      new FunctionRequest(
          "GET",
          "/page",
          "a=1",
          Headers.builder()
              .add("Host", "www.example.com")
              .add("X-Many", "1")
              .add("x-many", "2")
              .add("Connection", "keep-alive")
              .build());

  private LoadedFunction load(String code) {
    return scripts.load(FunctionRuntime.LAMBDA_NODEJS, code);
  }

  @Test
  void theEventHasTheDocumentedStructure() throws Exception {
    LoadedFunction function =
        load("exports.handler = async (e) => ({status: '200', body: JSON.stringify(e)});");
    assertEquals(
        """
        {"Records":[{"cf":{"config":{"distributionDomainName":"d1.cloudfront.net",\
        "distributionId":"E1","eventType":"viewer-request","requestId":"request-1"},\
        "request":{"clientIp":"198.51.100.11","method":"GET","uri":"/page","querystring":"a=1",\
        "headers":{"host":[{"key":"Host","value":"www.example.com"}],\
        "x-many":[{"key":"X-Many","value":"1"},{"key":"x-many","value":"2"}]}}}}]}""",
        scripts.answer(function, REQUEST).body());
  }

  @Test
  void theEventOfAResponseHasItsStatusAsTextAndNoBody() throws Exception {
    LoadedFunction function =
        load(
            "exports.handler = async (e) => { const {config, request, response} ="
                + " e.Records[0].cf; console.log(config.eventType);"
                + " console.log(JSON.stringify(request)); console.log(JSON.stringify(response));"
                + " return response; };");
    Headers headers =
        Headers.builder()
            .add("Set-Cookie", "a=1")
            .add("set-cookie", "b=2")
            .add("X-Cache", "x")
            .build();
    FunctionResponse given = new FunctionResponse(404, headers, "never told");
    assertEquals(headers, scripts.response(function, given).headers());
    assertEquals(
        List.of(
            "viewer-response",
            "{\"clientIp\":\"198.51.100.11\",\"method\":\"GET\",\"uri\":\"/path\","
                + "\"querystring\":\"\",\"headers\":"
                + "{\"host\":[{\"key\":\"Host\",\"value\":\"www.example.com\"}]}}",
            "{\"status\":\"404\",\"statusDescription\":\"Not Found\",\"headers\":"
                + "{\"set-cookie\":[{\"key\":\"Set-Cookie\",\"value\":\"a=1\"},"
                + "{\"key\":\"set-cookie\",\"value\":\"b=2\"}]}}"),
        scripts.log);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          r.headers['x-new-name'] = [{value: 'n'}];                | X-New-Name: n
          r.headers['x-new-name'] = [{key: 'x-NEW-name', value: 'n'}]; | x-NEW-name: n
          r.headers.cookie = [{value: 'a=1'}, {value: 'b=2'}];     | Cookie: a=1, Cookie: b=2
          r.headers['x-many'].push({value: '3'});                  | X-Many: 1, x-many: 2, X-Many: 3
          r.headers['x-many'].pop();                               | X-Many: 1
          r.headers['x-many'] = [];                                | ``
          delete r.headers['x-many'];                              | ``
          delete r.headers;                                        | ``
          """)
  void headersAreListsOfLines(String change, String expected) throws Exception {
    LoadedFunction function =
        load(
            "exports.handler = async (e) => { const r = e.Records[0].cf.request; "
                + change
                + " return r; };");
    Headers after = scripts.request(function, REQUEST).headers();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      String lower = after.name(i).toLowerCase(Locale.ROOT);
      if (change.contains(lower)) {
        lines.add(after.name(i) + ": " + after.value(i));
      }
    }
    assertEquals(expected, String.join(", ", lines));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          r.querystring = 'b=2&a=1'; | b=2&a=1
          r.querystring = '';        | `none`
          delete r.querystring;      | `none`
          r.querystring = 'a=%C3%BC'; | a=%C3%BC
          """)
  void theQueryIsAText(String change, String expected) throws Exception {
    LoadedFunction function =
        load(
            "exports.handler = async (e) => { const r = e.Records[0].cf.request; "
                + change
                + " return r; };");
    String query = scripts.request(function, REQUEST).query();
    assertEquals(expected, query == null ? "none" : query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exports.handler = (event, context, callback) => { callback(null, answer(event)); };",
        "exports.handler = (event, context, callback) => {"
            + " Promise.resolve().then(() => callback(null, answer(event))); };",
        "exports.handler = async (event) => answer(event);",
        "exports.handler = async function (event) { return await Promise.resolve(answer(event));"
            + " };",
        "module.exports = {handler: async (event) => answer(event)};",
        "module.exports.handler = (event, context, callback) => callback(undefined,"
            + " answer(event));",
        "export const handler = async (event) => answer(event);",
        "export async function handler(event) { return answer(event); }"
      })
  void handlersAnswerInAllTheirWays(String code) throws Exception {
    LoadedFunction function =
        load(
            "'use strict';\nconst answer = (event) => { const r = event.Records[0].cf.request;"
                + " r.uri = '/other'; r.headers['x-new'] = [{value: 'n'}]; return r; };\n"
                + code);
    FunctionRequest after = scripts.request(function, REQUEST);
    assertEquals("/other", after.uri());
    assertEquals("n", after.headers().first("X-New"));
    assertEquals("keep-alive", after.headers().first("Connection"));
  }

  @Test
  void whatWasNotChangedStays() throws Exception {
    LoadedFunction function = load("exports.handler = async (e) => e.Records[0].cf.request;");
    assertSame(REQUEST.headers(), scripts.request(function, REQUEST).headers());
  }

  @Test
  void aResponseChangesHeadersAndKeepsItsBody() throws Exception {
    LoadedFunction function =
        load(
            "exports.handler = async (e) => { const r = e.Records[0].cf.response;"
                + " r.headers['set-cookie'] = [{key: 'Set-Cookie', value: 'a=1'},"
                + " {key: 'Set-Cookie', value: 'b=2'}]; return r; };");
    FunctionResponse after =
        scripts.response(function, new FunctionResponse(200, Headers.of("Server", "x"), null));
    assertEquals("a=1, b=2", after.headers().joined("Set-Cookie"));
    assertEquals("x", after.headers().first("Server"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          const fs = require('fs'); exports.handler = async () => ({});        | needs the module "fs"
          import https from 'node:https'; export const handler = async () => 1; | needs the module "node:https"
          exports.handler = async () => ({status: process.env.X});             | uses process
          exports.handler = async () => fetch('http://x');                     | uses fetch
          exports.handler = (e, c, cb) => setTimeout(() => cb(null, e), 1);    | uses setTimeout
          """)
  void whatOnlyNodeHasIsRefusedByName(String code, String expected) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> load(code));
    assertTrue(e.getMessage().startsWith(expected), e.getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          async () => undefined                                        | INVALID_RESULT
          async () => ({status: 'ok'})                                 | INVALID_RESULT
          async () => ({status: '200', headers: {a: 'b'}})             | INVALID_RESULT
          async () => ({status: '200', headers: {a: [{key: 'B', value: ''}]}}) | INVALID_RESULT
          async () => ({status: '200', body: '', bodyEncoding: 'gzip'}) | INVALID_RESULT
          async () => { throw new Error('no'); }                       | EXECUTION
          (e, c, callback) => callback(new Error('no'))                | EXECUTION
          (e, c, callback) => {}                                       | EXECUTION
          """)
  void failuresAreToldApart(String handler, Kind kind) {
    LoadedFunction function = load("exports.handler = " + handler + ";");
    FunctionException e =
        assertThrows(FunctionException.class, () -> scripts.answer(function, REQUEST));
    assertEquals(kind, e.kind(), e.text());
  }
}

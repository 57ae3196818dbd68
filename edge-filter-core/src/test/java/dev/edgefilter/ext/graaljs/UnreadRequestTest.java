// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a request are read when a function looks at them, which it must not notice. */
final class UnreadRequestTest {
  private static final FunctionRequest REQUEST =
      new FunctionRequest(
          "GET", "/p", "q=1", Headers.of("Host", "www.example.com", "Cookie", "c=2", "X-A", "3"));

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Object.keys(r).join()                                | method,uri,querystring,headers,cookies
          JSON.stringify(r.headers['x-a'])                     | {"value":"3"}
          JSON.stringify({...r}.cookies)                       | {"c":{"value":"2"}}
          JSON.stringify(r).includes('"q":{"value":"1"}')      | true
          'headers' in r && r.hasOwnProperty('cookies')        | true
          r.headers === r.headers                              | true
          Object.freeze(r).headers === r.headers               | true
          delete r.headers && r.headers === undefined          | true
          (r.cookies = {}, Object.keys(r.cookies).length)      | 0
          Object.create(r).querystring.q.value                 | 1
          Object.assign({}, r).querystring.q.value             | 1
          """)
  void aFunctionSeesThemAsIfTheyWereThere(String expression, String expected) throws Exception {
    String code =
        "function handler(event) { var r = event.request; return {statusCode: 200, body: String("
            + expression
            + ")}; }";

    assertEquals(expected, scripts.answer(scripts.load(code), REQUEST).body());
  }

  @Test
  void aResultThatTellsOtherThingsEachTimeIsReadOnce() throws Exception {
    String code =
        "function handler(event) { var n = 0; return {get statusCode() { return n++ ? {} : 201; }};"
            + " }";

    assertEquals(201, scripts.answer(scripts.load(code), REQUEST).status());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return r                                                        | q=1  | c=2 | 3
          r.uri = '/other'; return r                                      | q=1  | c=2 | 3
          r.headers['x-a'].value = '4'; return r                          | q=1  | c=2 | 4
          r.headers['x-a'].more = Array(80000).fill({a: 1}); return r     | q=1  | c=2 | 3
          Object.freeze(r); r.headers['x-a'].value = '4'; return r        | q=1  | c=2 | 4
          r.querystring = {q: {value: '5'}}; return r                     | q=5  | c=2 | 3
          r.cookies = {}; return r                                        | q=1  |     | 3
          delete r.querystring; return r                                  |      | c=2 | 3
          return {...r, uri: '/copy'}                                     | q=1  | c=2 | 3
          return Object.create(r)                                         | q=1  | c=2 | 3
          return {method: 'GET', uri: '/p', headers: r.headers}           |      |     | 3
          return {...r, get headers() { return r.headers; }}              | q=1  | c=2 | 3
          return {...r, get headers() { r.headers['x-a'].value = '4'; return r.headers; }} | q=1 | c=2 | 4
          var n = {method: 'GET', uri: '/p', get headers() { r.headers['x-a'].value = '4'; return r.headers; }}; return n | | | 4
          return {...r, get cookies() { return r.querystring; }}          | q=1  | q=1 | 3
          var n = {method: 'GET', uri: '/p', get headers() { return {...r.headers}; }}; return n | | | 3
          var n = {method: 'GET', uri: '/p', get cookies() { return r.querystring; }}; return n  | | q=1 |
          """)
  void whatAFunctionLeavesOfThemIsTaken(String body, String query, String cookie, String header)
      throws Exception {
    FunctionRequest after =
        scripts.request(
            scripts.load("function handler(event) { var r = event.request; " + body + "; }"),
            REQUEST);

    assertEquals(query, after.query());
    assertEquals(cookie, after.headers().first("Cookie"));
    assertEquals(header, after.headers().first("X-A"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language that CloudFront documents for its runtimes (CloudFront: runtime features). */
final class RuntimeFeaturesTest {
  private static final FunctionRuntime ONE = FunctionRuntime.CLOUDFRONT_JS_1_0;
  private static final FunctionRuntime TWO = FunctionRuntime.CLOUDFRONT_JS_2_0;
  private static final String HELPERS =
      """
      function tried(code) { try { return code(); } catch (e) { return e.name; } }
      function rest(first, ...others) { return others.length; }
      function labelled() { outer: for (var i = 0; i < 3; i++) { for (;;) { continue outer; } } return i; }
      function strict() { return this === undefined; }
      """;

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ((a, b) => a + b)(1, 2)                                              | 3
          rest(1, 2, 3)                                                        | 2
          \\u0060a${1 + 1}\\u0060                                              | "a2"
          2 ** 10                                                              | 1024
          'year 2026'.match(/(?<year>\\\\d+)/).groups.year                     | "2026"
          labelled()                                                           | 3
          strict()                                                             | true
          typeof globalThis                                                    | "object"
          tried(function () { undeclared = 1; })                               | "ReferenceError"
          tried(function () { eval('1'); })                                    | "EvalError"
          tried(function () { new Function('return 1'); })                     | "EvalError"
          typeof setTimeout + typeof setInterval + typeof setImmediate + typeof process | "undefinedundefinedundefinedundefined"
          new TextDecoder().decode(new TextEncoder().encode('\\u00e9'))        | "\u00e9"
          [1, 2, 3].includes(2) && [1, 2].find(function (x) { return x > 1; }) | 2
          [typeof EvalError, typeof RangeError, typeof ReferenceError, typeof SyntaxError, typeof TypeError, typeof URIError].join() | "function,function,function,function,function,function"
          [new InternalError('x') instanceof Error, new InternalError('x').message, String(new InternalError('x'))] | [true,"x","InternalError: x"]
          tried(function () { var e = new InternalError('x'); e.name = 'Mine'; throw e; }) | "Mine"
          [parseInt('12px'), parseFloat('1.5'), isNaN(NaN), isFinite(1), Number.isInteger(1)] | [12,1.5,true,true,true]
          [encodeURIComponent('a b'), decodeURIComponent('%20'), encodeURI('/ '), decodeURI('%20')] | ["a%20b"," ","/%20"," "]
          ['abc'.startsWith('a'), 'abc'.endsWith('c'), 'a'.repeat(2), 'a'.padStart(2, '-'), ' a '.trim(), ' a'.trimStart()] | [true,true,"aa","-a","a","a"]
          Object.entries({a: 1}).concat(Object.values({b: 2}), Object.keys({c: 3})) | [["a",1],2,"c"]
          Object.assign({a: 1}, {b: 2})                                        | {"a":1,"b":2}
          typeof Math.random() + Math.hypot(3, 4) + Math.trunc(1.5) + Math.sign(-2) | "number51-1"
          JSON.parse('[1]').concat(JSON.stringify({a: [1]}))                   | [1,"{\\"a\\":[1]}"]
          new Uint8Array([1, 2]).length + new Float64Array(2).byteLength       | 18
          String(Symbol('x'))                                                  | "Symbol(x)"
          """)
  void bothRuntimesHave(String expression, String expected) throws Exception {
    String code = expression.replace("\\u0060", "`").replace("\\\\", "\\");
    assertEquals(expected, scripts.value(ONE, HELPERS, code));
    assertEquals(expected, scripts.value(TWO, HELPERS, code));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          await Promise.all([1, later(2)])                                     | [1,2]
          (await Promise.allSettled([Promise.reject(1), 2])).map((one) => one.status) | ["rejected","fulfilled"]
          await Promise.any([Promise.reject(1), 2])                            | 2
          await Promise.race([1, later(2)])                                    | 1
          await Promise.reject(7).catch((e) => e).finally(() => 8)             | 7
          'a.a'.replaceAll('.', '-')                                           | "a-a"
          1_000                                                                | 1000
          [/a/y.sticky, /a/gi.flags, 'a1b'.split(/[0-9]/)]                     | [true,"gi",["a","b"]]
          Array.prototype.slice.call(Uint8Array.from([1, 2]).map((x) => x * 2)) | [2,4]
          Uint8Array.of(3, 1, 2).sort().join()                                 | "1,2,3"
          new DataView(new ArrayBuffer(4)).getUint16(0)                        | 0
          Symbol.keyFor(Symbol.for('k'))                                       | "k"
          block()                                                              | 1
          """)
  void runtimeTwoHasAsWell(String expression, String expected) throws Exception {
    String helpers =
        """
        async function later(value) { await null; return value; }
        function block() { const a = 1; { let a = 2; } return a; }
        """;
    assertEquals(expected, scripts.value(TWO, helpers, expression));
  }

  @Test
  void runtimeTwoAloneHasTheRawQuery() throws Exception {
    String type = "typeof event.request.rawQueryString";
    assertEquals("\"undefined\"", scripts.value(ONE, "", type));
    assertEquals("\"function\"", scripts.value(TWO, "", type));
  }

  @Test
  void runtimeOneAloneHasErrorsOfMemory() throws Exception {
    assertEquals("\"MemoryError\"", scripts.value(ONE, "", "new MemoryError('x').name"));
    assertEquals("\"undefined\"", scripts.value(TWO, "", "typeof MemoryError"));
  }

  @Test
  void runtimeOneHasPromisesWithoutAsync() throws Exception {
    LoadedFunction function =
        scripts.load(
            ONE,
            """
            function handler(event) {
              return Promise.resolve('/a')
                .then(function (path) { throw new Error(path); })
                .catch(function (e) { event.request.uri = e.message; return event.request; })
                .finally(function () {});
            }
            """);
    assertEquals("/a", scripts.request(function, ScriptRunner.REQUEST).uri());
  }

  @Test
  void theEdgeLocationIsThereOnViewerRequestOnly() throws Exception {
    String code =
        "import cf from 'cloudfront'; function handler(e) { const r = e.response || {statusCode:"
            + " 200, headers: {}}; r.headers.at = {value: String(cf.edgeLocation.name)}; return r;"
            + " }";
    LoadedFunction function = scripts.load(code);
    assertEquals("LOC", scripts.answer(function, ScriptRunner.REQUEST).headers().first("At"));
    assertEquals(
        "undefined",
        scripts
            .response(function, new FunctionResponse(200, Headers.EMPTY, null))
            .headers()
            .first("At"));
  }

  @Test
  void valuesThatAreNoUtf8AreReadAsLatinOneAndSentInUtf8WhenChanged() throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { var h = e.request.headers; h['x-copy'] = {value:"
                + " h['x-given'].value}; return e.request; }");
    Headers after =
        scripts
            .request(function, ScriptRunner.REQUEST.withHeaders(Headers.of("X-Given", "caf\u00e9")))
            .headers();
    assertEquals("caf\u00e9", after.first("X-Given"));
    assertEquals("caf\u00c3\u00a9", after.first("X-Copy"));
  }

  @Test
  void randomNumbersDifferFromCallToCall() throws Exception {
    LoadedFunction function =
        scripts.load("function handler(e) { return {statusCode: 200, body: '' + Math.random()}; }");
    String first = scripts.answer(function, ScriptRunner.REQUEST).body();
    String second = scripts.answer(function, ScriptRunner.REQUEST).body();
    assertTrue(!first.equals(second), first + " twice");
  }
}

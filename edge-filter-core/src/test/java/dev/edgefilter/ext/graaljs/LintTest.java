// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionRuntime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs here and not on CloudFront (CloudFront: JavaScript runtime features). */
final class LintTest {
  private static List<String> notes(FunctionRuntime runtime, String code) {
    return Lint.of(FunctionConfig.builder("f", code).runtime(runtime).build()).stream()
        .map(note -> note.replaceAll("^uses (.*), which " + runtime.token() + " of .*", "$1"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          class A {}                     | class
          var a = new Map()              | Map
          var a = new Set()              | Set
          var a = new WeakMap()          | WeakMap
          var a = new WeakSet()          | WeakSet
          a?.b                           | ?.
          a ?? b                         | ??
          for (var a of b) {}            | for … of
          function* a() {}               | generators
          var a = [...b]                 | spread
          var a = {...b}                 | spread
          f(...b)                        | spread
          function f(a = 1) {}           | default parameters
          var f = (a, b = 1) => a        | default parameters
          var {a} = b                    | destructuring
          var [a] = b                    | destructuring
          function f({a}) {}             | destructuring
          a.flat()                       | Array.prototype.flat
          a.flatMap(b)                   | Array.prototype.flatMap
          a.at(0)                        | Array.prototype.at
          Array.from(a)                  | Array.from
          Object.fromEntries(a)          | Object.fromEntries
          """)
  void neitherRuntimeHas(String code, String expected) {
    for (FunctionRuntime runtime :
        List.of(FunctionRuntime.CLOUDFRONT_JS_1_0, FunctionRuntime.CLOUDFRONT_JS_2_0)) {
      assertEquals(List.of(expected), notes(runtime, code));
    }
    assertEquals(List.of(), notes(FunctionRuntime.LAMBDA_NODEJS, code));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          const a = 1                    | const
          let a = 1                      | let
          async function a() {}          | async
          await a                        | await
          Buffer.from(a)                 | Buffer
          atob(a)                        | atob
          btoa(a)                        | btoa
          a.replaceAll('b', '')          | replaceAll
          var a = 1_000                  | numeric separators
          Symbol.for('a')                | Symbol.for
          Symbol.keyFor(a)               | Symbol.keyFor
          Uint8Array.from(a)             | Uint8Array.from
          Float64Array.of(a)             | Float64Array.of
          new DataView(a)                | DataView
          """)
  void runtimeTwoAloneHas(String code, String expected) {
    assertEquals(List.of(expected), notes(FunctionRuntime.CLOUDFRONT_JS_1_0, code));
    assertEquals(List.of(), notes(FunctionRuntime.CLOUDFRONT_JS_2_0, code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var a = function (b) { return b; }; var c = (d) => d * 2; c(1)",
        "function f(a, ...rest) { outer: for (;;) { break outer; } return `a${rest}` + 2 ** 3; }",
        "var a = {class: 1, of: 2, const: 3, Map: 4}; a.class; a.from; a.Map",
        "var s = 'class ?? ?. ...[] const'; /class ?./.test(s); // new Map()",
        "Object.entries(a).map(b); Object.keys(a); Object.values(a); String.fromCharCode(65)",
        "var a = b ? .5 : 1; f(a = 2); if (a == 1) {} for (var i = 0; i < 1; i++) {}",
        "a.of; Promise.resolve(a).then(f).catch(f).finally(f)"
      })
  void bothRuntimesHave(String code) {
    assertEquals(List.of(), notes(FunctionRuntime.CLOUDFRONT_JS_1_0, code));
    assertEquals(List.of(), notes(FunctionRuntime.CLOUDFRONT_JS_2_0, code));
  }
}

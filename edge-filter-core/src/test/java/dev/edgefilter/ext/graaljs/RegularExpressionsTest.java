// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.FunctionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions work as ever, and have no more groups than can be compiled quickly. */
final class RegularExpressionsTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private String value(String expression) throws Exception {
    return scripts.value(
        FunctionRuntime.CLOUDFRONT_JS_2_0,
        "function told(code) { try { return code(); } catch (e) { return e.message; } }"
            + " class Own extends RegExp { own() { return this.source; } }",
        expression);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'a1b22'.match('[0-9]+')                       | ["1"]
          'a1b22'.match(/[0-9]+/g)                      | ["1","22"]
          'anullb'.match(null)[0]                       | "null"
          'ab'.match()[0]                               | ""
          'ab'.search('b')                              | 1
          'ab'.search(/b/)                              | 1
          'ab'.search(null)                             | -1
          Array.from('a1b22'.matchAll('[0-9]'), m => m.index) | [1,3,4]
          Array.from('a1b2'.matchAll(/[0-9]/g), m => m[0]) | ["1","2"]
          told(() => 'a'.matchAll(/a/)).length > 0      | true
          'a1b2c'.split(/[0-9]/)                        | ["a","b","c"]
          'a1b2c'.split(new RegExp('[0-9]'))            | ["a","b","c"]
          'a1b2'.replace(RegExp('[0-9]', 'g'), 'x')     | "axbx"
          new RegExp('(?<y>[0-9]{4})').exec('in 2026').groups.y | "2026"
          new RegExp(/a/g).flags + new RegExp(/a/g, 'i').flags | "gi"
          (r => RegExp(r) === r)(/a/)                   | true
          (r => new RegExp(r) === r)(/a/)               | false
          [/a/ instanceof RegExp, /a/.constructor === RegExp, RegExp.name, RegExp.length] | [true,true,"RegExp",2]
          [new RegExp().source, new RegExp(undefined).source, new RegExp(null).source] | ["(?:)","(?:)","null"]
          [new Own('a+').own(), new Own('a+') instanceof Own, 'caat'.match(new Own('a+'))[0]] | ["a+",true,"aa"]
          'x'.match({[Symbol.match]: () => 'own'})      | "own"
          'x'.match({toString: () => 'x'})[0]           | "x"
          new RegExp('\\\\(' .repeat(100)).source.length | 200
          new RegExp('[((((]'.repeat(50)).source.length | 300
          new RegExp('(?:a)(?=b)(?!c)(?<=d)(?<!e)'.repeat(40)).source.length | 1080
          new RegExp('(a)'.repeat(64)).source.length    | 192
          """)
  void theyWorkAsEver(String expression, String expected) throws Exception {
    assertEquals(expected, value(expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new RegExp('(a)'.repeat(65))",
        "RegExp('(a*)'.repeat(400))",
        "new Own('(a|b)*'.repeat(400))",
        "Reflect.construct(RegExp, ['(a)'.repeat(400)])",
        "new (/a/.constructor)('(a)'.repeat(400))",
        "new RegExp('(?<n>a)' + '()'.repeat(64))",
        "new RegExp({toString: () => '(a)'.repeat(400)})",
        "new RegExp({[Symbol.match]: true, constructor: RegExp, source: '(a)'.repeat(400), flags: ''})",
        "'a'.match('(a)'.repeat(400))",
        "'a'.search('(a)'.repeat(400))",
        "[...'a'.matchAll('(a)'.repeat(400))]",
        "'a'.match({toString: () => '(a)'.repeat(400)})",
        "new RegExp('(?:' + '(a)'.repeat(65) + ')')"
      })
  void tooManyGroupsAreASyntaxError(String expression) throws Exception {
    assertEquals(
        "\"Invalid regular expression: too many groups\"", value("told(() => " + expression + ")"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RegExp.prototype[Symbol.split].call(object, 'x')",
        "RegExp.prototype[Symbol.matchAll].call(object, 'x')",
        "RegExp.prototype[Symbol.split].call(Object.create(/a/, {constructor: {}}), 'x')"
      })
  void whatIsNoExpressionIsMadeOneByTheConstructorOnly(String expression) throws Exception {
    String object =
        "var object = {constructor: undefined, flags: 'g', toString: () => '(a)'.repeat(400)};";
    assertEquals(
        "\"expected a regular expression\"",
        value("(() => { " + object + " return told(() => " + expression + "); })()"));
  }

  @Test
  void anExpressionThatIsTooLongIsASyntaxError() throws Exception {
    assertEquals(
        "[\"Invalid regular expression: too long\",true]",
        value(
            "[told(() => new RegExp('\\\\p{L}'.repeat(20000), 'iu')),"
                + " new RegExp('a'.repeat(10240)).test('a'.repeat(10240))]"));
  }

  @Test
  void anExpressionIsNotCompiledAnew() throws Exception {
    assertEquals("\"undefined\"", value("typeof /a/.compile"));
  }

  /** Where a slash divides and where it begins an expression is not to be seen from its place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (1) /@/.test('x');",
        "var x = {} / /@/.test('x') / 1;",
        "var x = {} / /[[a]\\(]@/v.test('x') / 1;",
        "var x = function () {} / /@/.test('x') / 1;",
        "var i = 1; i++ / /@/.test('x') / 1;",
        "while (false) /[/]@\\//.test('x');"
      })
  void anExpressionCannotHideInTheCode(String statement) {
    String code = statement.replace("@", "(a|b)*".repeat(1000));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> scripts.load("function handler(e) { " + code + " return e.request; }"));
    assertTrue(
        String.valueOf(e.getMessage())
            .matches(
                "has a regular expression with (more than 64|[0-9]+) groups, expected at most 64; a"
                    + " group that begins with \\?: does not count"),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var x = '/@/';",
        "var x = `/@/`;",
        "// @/",
        "/* /@/ */",
        "var x = 1 / [@].length / 2;"
      })
  void whatOnlyLooksLikeAnExpressionIsNone(String statement) throws Exception {
    String code = statement.replace("@", "(1),".repeat(70));
    FunctionRequest request = ScriptRunner.REQUEST;
    assertEquals(
        request,
        scripts.request(
            scripts.load("function handler(e) { " + code + "\n return e.request; }"), request));
  }

  @Test
  void anExpressionInTheCodeIsRefusedWhenItIsLoaded() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                scripts.load(
                    "function handler(e) { return /"
                        + "(a)".repeat(65)
                        + "/.test('a') ? e : e; }"));
    assertEquals(
        "has a regular expression with 65 groups, expected at most 64; a group that begins with ?:"
            + " does not count",
        e.getMessage());
  }
}

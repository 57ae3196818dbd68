// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Headers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits that functions-javascript.md tells, on both sides. */
final class DocumentedLimitsTest {
  /** So much that only the limits of sizes stop a call, however slow the machine is. */
  private static final FunctionLimits PATIENT =
      new FunctionLimits(
          Duration.ofMillis(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          1L << 30,
          Duration.ofMillis(400),
          4);

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'x'.repeat(n).length               | 131072  | RangeError
          new Uint8Array(n).length           | 262144  | RangeError
          new Float64Array(n).length         | 32768   | RangeError
          new Array(n).fill(0).indexOf(1)    | 262144  | RangeError
          [].concat(new Array(n)).length     | 262144  | RangeError
          new RegExp('x'.repeat(n)).flags    | 10240   | SyntaxError
          new RegExp('(x)'.repeat(n)).flags  | 64      | SyntaxError
          """)
  void whatIsOneTooLongIsAnError(String expression, int most, String error) throws Exception {
    scripts.limits(limits -> PATIENT);
    assertEquals(
        "[\"fine\",\"" + error + "\"]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            "function name(n) { try { "
                + expression
                + "; return 'fine'; } catch (e) { return e.name; } }",
            "[name(" + most + "), name(" + (most + 1) + ")]"));
  }

  @Test
  void lambdaFunctionsHaveLongerStringsAndTypedArrays() throws Exception {
    scripts.limits(limits -> PATIENT);
    assertEquals(
        "2000000 2000000",
        scripts
            .answer(
                scripts.load(
                    FunctionRuntime.LAMBDA_NODEJS,
                    "exports.handler = async () => ({status: '200', body:"
                        + " 'x'.repeat(2000000).length + ' ' + new Uint8Array(2000000).length});"),
                ScriptRunner.REQUEST)
            .body());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'x'.repeat(%d)                                                      | 40960
          {encoding: 'text', data: 'x'.repeat(%d)}                            | 40960
          {encoding: 'base64', data: Buffer.alloc(%d).toString('base64')}     | 40960
          '\u00e9'.repeat(%d / 2) + 'x'.repeat(%<d %% 2)                       | 40960
          """)
  void aBodyThatAFunctionMakesHas40Kilobytes(String body, int most) throws Exception {
    String made = "function handler(e) { return {statusCode: 200, body: " + body + "}; }";
    String kept = "function handler(e) { e.response.body = " + body + "; return e.response; }";
    FunctionResponse given = new FunctionResponse(200, Headers.EMPTY, null);
    assertEquals(
        most,
        scripts
            .answer(scripts.load(made.formatted(most)), ScriptRunner.REQUEST)
            .bodyBytes()
            .length);
    assertEquals(
        most, scripts.response(scripts.load(kept.formatted(most)), given).bodyBytes().length);
    LoadedFunction tooMuch = scripts.load(made.formatted(most + 1));
    assertEquals(
        "returned a body of 40961 bytes, expected at most 40960",
        assertThrows(FunctionException.class, () -> scripts.answer(tooMuch, ScriptRunner.REQUEST))
            .text());
  }

  @Test
  void callsAreHeldToTheseUnlessTheOperatorSaysElse() {
    FunctionLimits limits = FunctionLimits.DEFAULT;
    assertEquals(Duration.ofMillis(50), limits.cpu());
    assertEquals(Duration.ofSeconds(2), limits.wall());
    assertEquals(64L << 20, limits.allocatedBytes());
    assertEquals(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), limits.contexts());
    assertEquals(100, limits.utilization(Duration.ofMillis(5).toNanos()));
    assertEquals(100, limits.utilization(Duration.ofMillis(50).toNanos()));
    assertEquals(50, limits.utilization(Duration.ofMillis(5).toNanos() / 2));
  }
}

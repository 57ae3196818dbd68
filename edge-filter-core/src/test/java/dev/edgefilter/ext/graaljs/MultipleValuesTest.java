// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What occurs several times in an event (CloudFront: multiple values): a {@code multiValue} that
 * was changed counts, else a changed {@code value} replaces the first one and the rest stays.
 */
final class MultipleValuesTest {
  private static final FunctionRequest REQUEST =
      new FunctionRequest(
          "GET",
          "/",
          "a=1&b=2&a=3",
          Headers.of("X-Many", "1", "Cookie", "a=1; b=2; a=3", "x-many", "3"));

  private static final FunctionResponse RESPONSE =
      new FunctionResponse(
          200,
          Headers.of(
              "Vary",
              "a",
              "Set-Cookie",
              "s=1; Path=/",
              "Set-Cookie",
              "t=2",
              "Vary",
              "b",
              "Set-Cookie",
              "s=5; Secure"),
          null);

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private FunctionRequest request(String change) throws Exception {
    return scripts.request(
        scripts.load("function handler(e) { var r = e.request; " + change + "; return r; }"),
        REQUEST);
  }

  private Headers response(String change) throws Exception {
    return scripts
        .response(
            scripts.load("function handler(e) { var r = e.response; " + change + "; return r; }"),
            RESPONSE)
        .headers();
  }

  @Test
  void theResponseHasHeadersAndCookiesWithAllTheirValues() throws Exception {
    assertEquals(
        """
        {"statusCode":200,"statusDescription":"OK",\
        "headers":{"vary":{"value":"a","multiValue":[{"value":"a"},{"value":"b"}]}},\
        "cookies":{"s":{"value":"1","attributes":"Path=/","multiValue":\
        [{"value":"1","attributes":"Path=/"},{"value":"5","attributes":"Secure"}]},\
        "t":{"value":"2"}}}\
        """,
        response("r.headers['x-seen'] = {value: JSON.stringify(r)}").first("X-Seen"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a.value = '9'                                | 9 2 3
          a.multiValue[0].value = '9'                  | 9 2 3
          a.multiValue[1].value = '9'                  | 1 2 9
          a.multiValue = [{value: '7'}]; a.value = '5' | 7 2
          a.multiValue.push({value: '4'})              | 1 2 3 4
          a.multiValue.pop()                           | 1 2
          """)
  void queryCookiesAndHeadersFollowTheSameRules(String change, String expected) throws Exception {
    String[] values = expected.split(" ", -1);
    StringBuilder query = new StringBuilder("a=" + values[0] + "&b=2");
    StringBuilder many = new StringBuilder(values[0]);
    for (int i = 2; i < values.length; i++) {
      query.append("&a=").append(values[i]);
      many.append(", ").append(values[i]);
    }

    assertEquals(query.toString(), request("var a = r.querystring.a; " + change).query());
    assertEquals(
        query.toString().replace("&", "; "),
        request("var a = r.cookies.a; " + change).headers().joined("Cookie"));
    assertEquals(
        many.toString(),
        request("var a = r.headers['x-many']; " + change).headers().joined("X-Many"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          c.s.value = '3'                                  | s=3; Path=/, s=5; Secure, t=2
          c.s.attributes = 'HttpOnly'                      | s=1; HttpOnly, s=5; Secure, t=2
          c.s.multiValue[1].value = '9'                    | s=1; Path=/, s=9; Secure, t=2
          c.s.multiValue[1].attributes = 'Max-Age=0'       | s=1; Path=/, s=5; Max-Age=0, t=2
          c.s.multiValue = [{value: '7'}]; c.s.value = '5' | s=7, t=2
          c.s.multiValue.pop()                             | s=1; Path=/, t=2
          c.t.value = '6'                                  | s=1; Path=/, s=5; Secure, t=6
          c.u = {value: '8', attributes: 'Path=/u'}        | s=1; Path=/, s=5; Secure, t=2, u=8; Path=/u
          delete c.s                                       | t=2
          """)
  void cookiesThatAreSetHaveAttributesEach(String change, String expected) throws Exception {
    assertEquals(expected, response("var c = r.cookies; " + change).joined("Set-Cookie"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          h.vary.value = 'c'                   | c, b
          h.vary.multiValue.push({value: 'c'}) | a, b, c
          h.vary.multiValue.pop()              | a
          """)
  void headersOfResponsesFollowThemToo(String change, String expected) throws Exception {
    assertEquals(expected, response("var h = r.headers; " + change).joined("Vary"));
  }
}

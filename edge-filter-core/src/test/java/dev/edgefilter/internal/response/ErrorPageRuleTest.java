// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPageRuleTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an origin's error               | ORIGIN      | true  | false | false | true  | SENT
          a refused signature             | ACCESS      | true  | false | false | true  | SENT
          a status without a page         | ORIGIN      | false | false | false | true  | NOT_CONFIGURED
          a page that fails               | ORIGIN      | true  | true  | false | true  | PAGE_ITSELF
          a page that is refused          | ACCESS      | true  | true  | false | true  | PAGE_ITSELF
          a function's error              | FUNCTION    | true  | false | false | true  | FUNCTION
          a function's, without a page    | FUNCTION    | false | false | false | true  | NOT_CONFIGURED
          an unsafe request               | BAD_REQUEST | true  | false | false | true  | BAD_REQUEST
          a refused upgrade               | ORIGIN      | true  | false | true  | true  | UPGRADE
          a WriteListener's answer        | ORIGIN      | true  | false | false | false | WRITE_LISTENER
          """)
  void decidesByWhoMadeTheErrorAndWhatIsConfigured(
      String name,
      ErrorSource source,
      boolean configured,
      boolean pageItself,
      boolean upgrades,
      boolean mayBlock,
      ErrorPageReason expected) {
    ErrorPageFacts facts = new ErrorPageFacts(source, configured, pageItself, upgrades, mayBlock);

    assertEquals(expected, ErrorPageRule.decide(facts));
  }

  @ParameterizedTest(name = "a page that came with {0}, to be sent with {1}")
  @CsvSource({
    "200,404,404",
    "200,200,200",
    "404,200,404",
    "503,404,503",
    "304,200,304",
    "302,404,302"
  })
  void onlyAPageThatWasFoundGetsTheStatusOfTheDistribution(int page, int code, int expected) {
    assertEquals(expected, ErrorPageRule.status(page, code));
  }
}

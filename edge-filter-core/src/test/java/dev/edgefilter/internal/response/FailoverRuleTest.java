// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailoverRuleTest {

  private static Set<Integer> statuses(String list) {
    Set<Integer> statuses = new TreeSet<>();
    for (String status : list.split(" ", -1)) {
      statuses.add(Integer.valueOf(status));
    }
    return statuses;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a listed status              | GET     | false | false | false | 500 502 | 500 | STATUS
          the other listed status      | HEAD    | false | false | false | 500 502 | 502 | STATUS
          a status beside the list     | GET     | false | false | false | 500 502 | 503 | NOT_LISTED
          503 does not stand for 502   | GET     | false | false | false | 502     | 503 | NOT_LISTED
          an absent page               | GET     | false | false | false | 404     | 404 | STATUS
          too many requests            | GET     | false | false | false | 429     | 429 | STATUS
          OPTIONS that is cached       | OPTIONS | true  | false | false | 503     | 503 | STATUS
          OPTIONS that is not cached   | OPTIONS | false | false | false | 503     | 503 | METHOD
          POST                         | POST    | true  | false | false | 503     | 503 | METHOD
          PUT, not listed anyway       | PUT     | true  | true  | false | 503     | 500 | NOT_LISTED
          OPTIONS with a body          | OPTIONS | true  | true  | false | 503     | 503 | BODY
          from another thread          | GET     | false | false | true  | 503     | 503 | DETACHED
          """)
  void decidesAfterAnAnswer(
      String name,
      String method,
      boolean optionsCached,
      boolean body,
      boolean detached,
      String listed,
      int status,
      FailoverReason reason) {
    FailoverFacts facts =
        new FailoverFacts(method, optionsCached, body, detached, statuses(listed));
    assertEquals(reason, FailoverRule.answered(facts, status));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unreachable, 502 listed      | GET  | 502     | 502 | UNREACHABLE
          unreachable, 503 listed      | GET  | 503     | 502 | UNREACHABLE
          unreachable, 504 listed      | GET  | 500 504 | 502 | NOT_LISTED
          too slow, 504 listed         | HEAD | 504     | 504 | TIMEOUT
          too slow, 502 and 503 listed | GET  | 502 503 | 504 | NOT_LISTED
          unreachable for POST         | POST | 502     | 502 | METHOD
          too slow for POST            | POST | 504     | 504 | METHOD
          """)
  void decidesAfterNoAnswer(
      String name, String method, String listed, int status, FailoverReason reason) {
    FailoverFacts facts = new FailoverFacts(method, false, false, false, statuses(listed));
    assertEquals(reason, FailoverRule.failed(facts, status));
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS, true",
    "UNREACHABLE, true",
    "TIMEOUT, true",
    "NOT_LISTED, false",
    "METHOD, false",
    "BODY, false",
    "DETACHED, false"
  })
  void reasonsTellWhetherTheSecondaryIsAsked(FailoverReason reason, boolean asked) {
    assertEquals(asked, reason.asksSecondary());
  }
}

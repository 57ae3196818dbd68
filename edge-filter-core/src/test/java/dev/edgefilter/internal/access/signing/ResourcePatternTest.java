// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourcePatternTest {
  private static final String GAME = "https://d111111abcdef8.cloudfront.net/*game_download.zip*";

  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                                | http://a.example/x?y=1                    | true
          https://a.example/x              | https://a.example/x                       | true
          https://a.example/x              | https://A.EXAMPLE/x                       | true
          https://A.example/x              | https://a.example/x                       | true
          https://a.example/x              | https://a.example/X                       | false
          https://a.example/x              | http://a.example/x                        | false
          https://a.example/x              | https://a.example/x?q                     | false
          https://a.example/x              | https://a.example/xy                      | false
          https://a.example/x*             | https://a.example/xy?q=1                  | true
          https://a.example/x*y            | https://a.example/x/y                     | true
          https://a.example/x*y            | https://a.example/x?y                     | false
          http://a.example/hello*          | http://a.example/hello                    | true
          http://a.example/hello*          | http://a.example/hello/world?x=1          | true
          http://a.example/hello*?*        | http://a.example/hello?x=1                | true
          http://a.example/hello*?*        | http://a.example/hello                    | true
          http://a.example*                | http://a.example/                         | true
          http://a.example*                | http://a.example/x/y?z=1                  | true
          http://a.example*                | http://a.example.evil/x                   | true
          http://a.example                 | http://a.example/                         | true
          http://a.example                 | http://a.example/x                        | false
          http://a.example/                | http://a.example/?q=1                     | false
          *example.com                     | https://www.example.com/                  | true
          *example.com                     | https://www.example.com/x                 | false
          *example.com/*                   | http://www.example.com/x?y                | true
          *example.com/go?to=http://x/     | https://example.com/go?to=http://x/       | true
          *://*.example.com/*              | https://example.com/x                     | false
          *://*.example.com/*              | https://www.example.com/x                 | true
          http*://a.example/*              | https://a.example/x                       | true
          http*://a.example/*              | http://a.example/x                        | true
          ftp://a.example/*                | http://a.example/x                        | false
          https://*/x                      | https://a.example/x                       | true
          https://*/x                      | https://a.example/y/x                     | false
          https://a*/x                     | https://a/b/x                             | false
          https://a.example/vid??/*        | https://a.example/vid07/s.ts              | true
          https://a.example/vid??/*        | https://a.example/vid7/s.ts               | false
          https://a.example/vid??/*        | https://a.example/vid007/s.ts             | false
          https://a.example/x?size=*       | https://a.example/x?size=large            | true
          https://a.example/x?size=*       | https://a.example/x?width=1               | false
          https://a.example/x\\?size=*     | https://a.example/x?size=large            | true
          https://a.example/x\\?*          | https://a.example/x                       | true
          https://a.example/x\\?y=*        | https://a.example/x                       | false
          https://a.example/x\\?q=a\\?b    | https://a.example/x?q=a?b                 | true
          https://a.example/x\\?q=a\\?b    | https://a.example/x?q=a-b                 | false
          https://a.example/a?b?c=?        | https://a.example/axb?c=1                 | true
          https://a.example/a?b?c=?        | https://a.example/axb?c=12                | false
          https://a.example/x?             | https://a.example/xy                      | true
          https://a.example/x?             | https://a.example/x                       | true
          https://a.example/x?             | https://a.example/x?y                     | false
          https://www.example.com/hello*world | https://www.example.net/hello?world    | false
          https://a.example:8443/*         | https://a.example:8443/x                  | true
          https://a.example/*              | https://a.example:8443/x                  | false
          ''                               | https://a.example/                        | false
          ://                              | https://a.example/                        | false
          """)
  void matchesSectionBySection(String pattern, String url, boolean expected) {
    assertEquals(expected, covers(pattern.replace("\\\\", "\\"), url));
  }

  @Test
  void starsAroundAFileNameTakeLongerNamesAndAnyQuery() {
    String host = "https://d111111abcdef8.cloudfront.net";
    assertTrue(covers(GAME, host + "/game_download.zip"));
    assertTrue(covers(GAME, host + "/example_game_download.zip?license=yes"));
    assertFalse(covers(GAME, host + "/game_download.tar"));
    assertFalse(covers(GAME, host + "/x?game_download.zip"));
  }

  @Test
  void percentEncodingIsComparedAsItIsSent() {
    assertFalse(covers("https://a.example/%7Ex", "https://a.example/~x"));
    assertTrue(covers("https://a.example/%7Ex", "https://a.example/%7Ex"));
  }

  @Test
  void manyStarsTakeNoMoreStepsThanPatternTimesText() {
    String pattern = "*a".repeat(50) + "b";
    String text = "a".repeat(1000);
    Glob glob = new Glob(ResourcePattern.MAX_STEPS);
    assertFalse(glob.matches(pattern, text, false));
    long steps = ResourcePattern.MAX_STEPS - glob.stepsLeft();
    assertTrue(steps <= (long) pattern.length() * text.length(), () -> steps + " steps");
  }

  @Test
  void aPatternThatTriesEveryDelimiterEndsAtTheBoundAndIsRefused() {
    String pattern = "https://h/" + "*a?".repeat(2000) + "b";
    Glob glob = new Glob(ResourcePattern.MAX_STEPS);
    String path = "/" + "a".repeat(4000);
    assertFalse(ResourcePattern.covers(glob, pattern, "https", "h", path, "a".repeat(4000)));
    // Each of the few patterns that are begun after the bound costs at most one step more.
    assertTrue(glob.stepsLeft() <= 0 && glob.stepsLeft() > -10_000, () -> "" + glob.stepsLeft());
  }

  private static boolean covers(String pattern, String url) {
    int host = url.indexOf("://") + 3;
    int path = url.indexOf('/', host);
    int mark = url.indexOf('?', path);
    return ResourcePattern.covers(
        pattern,
        url.substring(0, host - 3),
        url.substring(host, path),
        url.substring(path, mark < 0 ? url.length() : mark),
        mark < 0 ? null : url.substring(mark + 1));
  }
}

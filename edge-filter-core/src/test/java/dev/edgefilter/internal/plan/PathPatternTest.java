// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudFront: Path pattern. */
final class PathPatternTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    *.jpg        | /a.jpg                   | true
    *.jpg        | /x/y/a.jpg               | true
    *.jpg        | /.jpg                    | true
    *.jpg        | /a.JPG                   | false
    *.jpg        | /a.jpg/b                 | false
    /*.jpg       | /x/y/a.jpg               | true
    images/*.jpg | /images/a.jpg            | true
    images/*.jpg | /images/x/a.jpg          | true
    images/*.jpg | /img/a.jpg               | false
    images/*.jpg | /x/images/a.jpg          | false
    /images/*.jpg | /images/a.jpg           | true
    a*.jpg       | /apple.jpg               | true
    a*.jpg       | /abra/cadabra/magic.jpg  | true
    a*.jpg       | /a.jpg                   | true
    a*.jpg       | /x/apple.jpg             | false
    a??.jpg      | /ant.jpg                 | true
    a??.jpg      | /an.jpg                  | false
    a??.jpg      | /aunt.jpg                | false
    a??.jpg      | /a/t.jpg                 | true
    *.doc*       | /f.doc                   | true
    *.doc*       | /f.docx                  | true
    *.doc*       | /f.do                    | false
    images       | /images                  | true
    images       | /images/                 | false
    images       | /images/a                | false
    images       | /Images                  | false
    images/*     | /images/                 | true
    images/*     | /images                  | false
    *            | /                        | true
    *            | /any/thing               | true
    /            | /                        | true
    /            | /a                       | false
    ?            | /a                       | true
    ?            | /                        | false
    a*b*c        | /abc                     | true
    a*b*c        | /a-b-b-c                 | true
    a*b*c        | /acb                     | false
    a*a          | /a                       | false
    a*a          | /aa                      | true
    *a*          | /bab                     | true
    **           | /                        | true
    a.c          | /abc                     | false
    a[bc]        | /ab                      | false
    a$           | /a$                      | true
    """)
  void theWholePathMustMatch(String pattern, String path, boolean matches) {
    assertEquals(matches, new PathPattern(pattern).matches(path));
  }

  @Test
  void aPathologicalPatternTakesAtMostPatternTimesPathSteps() {
    String pattern = "a*".repeat(60) + "b";
    String path = "/" + "a".repeat(4000);
    Counting counted = new Counting(path);

    assertFalse(new PathPattern(pattern).matchesGlob(counted));

    assertTrue(counted.reads <= (long) pattern.length() * path.length(), "reads " + counted.reads);
  }

  /** Counts how often a character is looked at. */
  private static final class Counting implements CharSequence {
    private final String text;
    private long reads;

    Counting(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }

  /** The same by definition: a star takes nothing, or one character and goes on. */
  private static boolean byDefinition(String glob, String text) {
    if (glob.isEmpty()) {
      return text.isEmpty();
    }
    if (glob.charAt(0) == '*') {
      return byDefinition(glob.substring(1), text)
          || (!text.isEmpty() && byDefinition(glob, text.substring(1)));
    }
    return !text.isEmpty()
        && (glob.charAt(0) == '?' || glob.charAt(0) == text.charAt(0))
        && byDefinition(glob.substring(1), text.substring(1));
  }

  @Test
  void everyShapeAgreesWithTheDefinition() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      String glob = text(random, "ab/*?", 6);
      String path = text(random, "ab/", 8);
      if (!glob.startsWith("/")) {
        assertEquals(
            byDefinition(glob, path), new PathPattern(glob).matches("/" + path), glob + " " + path);
        assertEquals(
            byDefinition(glob, path),
            new PathPattern("/" + glob).matches("/" + path),
            "a leading slash has no influence");
      }
    }
  }

  private static String text(Random random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}

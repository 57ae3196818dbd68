// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions with more groups than can be compiled while a viewer waits; see bounds.js for
 * those that are made at run time.
 */
final class Literals {
  private static final int MOST_GROUPS = 64;

  /** More would take long to tell apart. */
  private static final int MOST_DOUBTS = 200;

  /** What no regular expression is, and what is said of nothing else. */
  private static final String NONE = "(?<";

  private static final Pattern KEEPS = Pattern.compile("\\((?!\\?)|\\(\\?<[^=!]");

  private Literals() {}

  /**
   * Checks the groups of a regular expression.
   *
   * @throws IllegalArgumentException when there are too many
   */
  static void check(String regex) {
    int groups = groups(regex);
    if (groups > MOST_GROUPS) {
      throw tooMany(String.valueOf(groups), null);
    }
  }

  /**
   * What is wrong with a program when a parser refused one of its {@link #doubts}.
   *
   * @return null when that was for another reason: the text is no regular expression
   */
  static @Nullable IllegalArgumentException refused(RuntimeException refusal) {
    return String.valueOf(refusal.getMessage()).contains("named capture group")
        ? tooMany("more than " + MOST_GROUPS, refusal)
        : null;
  }

  private static IllegalArgumentException tooMany(String found, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "has a regular expression with "
            + found
            + " groups, expected at most "
            + MOST_GROUPS
            + "; a group that begins with ?: does not count",
        cause);
  }

  /** The groups that keep what they match. */
  private static int groups(String regex) {
    int groups = 0;
    boolean inClass = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[' || c == ']') {
        inClass = c == '[';
      } else if (c == '('
          && !inClass
          && KEEPS.matcher(regex).region(i, regex.length()).lookingAt()) {
        groups++;
      }
    }
    return groups;
  }

  /**
   * Where a slash begins a regular expression depends on all that stands before it, which only a
   * parser knows. So each text between slashes that would have too many groups is replaced by what
   * cannot be parsed if it is one.
   *
   * @return the program once for each such text
   * @throws IllegalArgumentException when there are too many
   */
  static List<String> doubts(String program) {
    List<String> doubts = new ArrayList<>();
    for (int i = program.indexOf('/'); i >= 0; i = program.indexOf('/', i + 1)) {
      int end = end(program, i + 1);
      if (end < 0) {
        continue;
      }
      String text = program.substring(i + 1, end);
      if (groups(text) > MOST_GROUPS && isBalanced(text)) {
        doubts.add(program.substring(0, i + 1) + NONE + program.substring(end));
      }
    }
    if (doubts.size() > MOST_DOUBTS) {
      throw new IllegalArgumentException(
          "has "
              + doubts.size()
              + " texts between slashes with more than "
              + MOST_GROUPS
              + " groups, expected at most "
              + MOST_DOUBTS);
    }
    return doubts;
  }

  private static int end(String program, int start) {
    boolean inClass = false;
    for (int i = start; i < program.length(); i++) {
      char c = program.charAt(i);
      if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
        return -1;
      }
      if (c == '\\') {
        i++;
      } else if (c == '[' || c == ']') {
        inClass = c == '[';
      } else if (c == '/' && !inClass) {
        return i;
      }
    }
    return -1;
  }

  /** Code between two slashes seldom closes what it opens. */
  private static boolean isBalanced(String text) {
    int open = 0;
    boolean inClass = false;
    for (int i = 0; i < text.length() && open >= 0; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[' || c == ']') {
        inClass = c == '[';
      } else if (!inClass && c == '(') {
        open++;
      } else if (!inClass && c == ')') {
        open--;
      }
    }
    return open == 0;
  }
}

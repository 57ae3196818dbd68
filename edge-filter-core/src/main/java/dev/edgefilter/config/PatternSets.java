// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** Compares the paths that two path patterns take. */
final class PatternSets {

  private PatternSets() {}

  /** Whether every path that {@code special} takes is taken by {@code general} as well. */
  static boolean covers(String general, String special) {
    return covers(normal(general), 0, normal(special), 0);
  }

  /** Whether some path is taken by both. */
  static boolean overlap(String one, String other) {
    return overlap(normal(one), 0, normal(other), 0);
  }

  /** A leading slash is optional in a pattern. */
  private static String normal(String pattern) {
    String anchored = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : "/" + pattern;
    return anchored.replaceAll("\\*+", "*");
  }

  /** A star of the special one stands for any text, so only a star of the general one takes it. */
  private static boolean covers(String general, int g, String special, int s) {
    if (g == general.length()) {
      return s == special.length();
    }
    char c = general.charAt(g);
    if (c == '*') {
      return covers(general, g + 1, special, s)
          || (s < special.length() && covers(general, g, special, s + 1));
    }
    if (s == special.length() || special.charAt(s) == '*') {
      return false;
    }
    return (c == '?' || c == special.charAt(s)) && covers(general, g + 1, special, s + 1);
  }

  private static boolean overlap(String one, int i, String other, int j) {
    boolean oneEnds = i == one.length();
    boolean otherEnds = j == other.length();
    if (oneEnds && otherEnds) {
      return true;
    }
    if (!oneEnds && one.charAt(i) == '*') {
      return overlap(one, i + 1, other, j) || (!otherEnds && overlap(one, i, other, j + 1));
    }
    if (!otherEnds && other.charAt(j) == '*') {
      return overlap(one, i, other, j + 1) || (!oneEnds && overlap(one, i + 1, other, j));
    }
    if (oneEnds || otherEnds) {
      return false;
    }
    char a = one.charAt(i);
    char b = other.charAt(j);
    return (a == b || a == '?' || b == '?') && overlap(one, i + 1, other, j + 1);
  }
}

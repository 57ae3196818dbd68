// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

/**
 * Finds a text in another one in linear time (Knuth, Morris and Pratt), as viewers may choose the
 * longer one.
 */
final class TextSearch implements TextTest {
  private final String search;
  private final boolean word;
  private final int[] borders;

  /**
   * Prepares a search.
   *
   * @param word whether it must stand between characters that are no letters, digits or underscore
   */
  TextSearch(String search, boolean word) {
    this.search = search;
    this.word = word;
    this.borders = new int[search.length() + 1];
    borders[0] = -1;
    int border = -1;
    for (int i = 0; i < search.length(); i++) {
      while (border >= 0 && search.charAt(border) != search.charAt(i)) {
        border = borders[border];
      }
      borders[i + 1] = ++border;
    }
  }

  @Override
  public boolean test(String value) {
    if (search.isEmpty() || search.length() > value.length()) {
      return false;
    }
    int matched = 0;
    for (int i = 0; i < value.length(); i++) {
      while (matched >= 0 && search.charAt(matched) != value.charAt(i)) {
        matched = borders[matched];
      }
      matched++;
      if (matched == search.length()) {
        if (!word || stands(value, i + 1 - matched, i + 1)) {
          return true;
        }
        matched = borders[matched];
      }
    }
    return false;
  }

  private static boolean stands(String value, int start, int end) {
    return (start == 0 || !isWord(value.charAt(start - 1)))
        && (end == value.length() || !isWord(value.charAt(end)));
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}

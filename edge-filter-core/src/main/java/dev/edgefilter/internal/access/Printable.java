// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

/** Makes text that a viewer sent fit for one line of a log. */
final class Printable {
  private static final int MAX_LENGTH = 2048;

  private Printable() {}

  /** The text, cut if it is very long, with a question mark for all but printable ASCII. */
  static String text(String text) {
    int i = 0;
    while (i < text.length() && isPrintable(text.charAt(i))) {
      i++;
    }
    return i == text.length() && i <= MAX_LENGTH ? text : replaced(text);
  }

  private static String replaced(String text) {
    int length = Math.min(text.length(), MAX_LENGTH);
    StringBuilder printable = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      printable.append(isPrintable(c) ? c : '?');
    }
    return length < text.length() ? printable.append("...").toString() : printable.toString();
  }

  private static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }
}

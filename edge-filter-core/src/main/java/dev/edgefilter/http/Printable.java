// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

/** Makes text that a viewer or a function sent fit for one line of a log. */
public final class Printable {
  private static final int MAX_LENGTH = 2048;
  private static final int SHORT_LENGTH = 80;

  private Printable() {}

  /** The text, cut if it is very long, with a question mark for all but printable ASCII. */
  public static String text(String text) {
    return text(text, MAX_LENGTH);
  }

  /** The same of a text of which the beginning says enough. */
  public static String start(String text) {
    return text(text, SHORT_LENGTH);
  }

  private static String text(String text, int most) {
    int i = 0;
    while (i < text.length() && isPrintable(text.charAt(i))) {
      i++;
    }
    return i == text.length() && i <= most ? text : replaced(text, most);
  }

  private static String replaced(String text, int most) {
    int length = Math.min(text.length(), most);
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

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

/** Undoes what hides a command from those who look for it. */
final class CommandLine {
  private CommandLine() {}

  static String normalize(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '"' || c == '\'' || c == '^') {
        continue;
      }
      boolean blank = Letters.isBlank(c) || c == ',' || c == ';';
      int last = result.length() - 1;
      boolean afterBlank = last >= 0 && result.charAt(last) == ' ';
      if (blank) {
        result.append(afterBlank ? "" : " ");
      } else {
        if (afterBlank && (c == '/' || c == '(')) {
          result.setLength(last);
        }
        result.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }
    return result.toString();
  }
}

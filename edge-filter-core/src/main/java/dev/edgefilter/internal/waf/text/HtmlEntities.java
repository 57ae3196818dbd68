// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

import java.util.Locale;
import java.util.Map;

/** Character references of HTML. */
final class HtmlEntities {
  private static final int LONGEST_NAME = 8;

  private static final Map<String, Character> NAMED =
      Map.ofEntries(
          Map.entry("quot", '"'),
          Map.entry("amp", '&'),
          Map.entry("lt", '<'),
          Map.entry("gt", '>'),
          Map.entry("nbsp", (char) 160),
          Map.entry("newline", '\n'),
          Map.entry("tab", '\t'),
          Map.entry("lcub", '{'),
          Map.entry("lbrace", '{'),
          Map.entry("verbar", '|'),
          Map.entry("vert", '|'),
          Map.entry("rcub", '}'),
          Map.entry("rbrace", '}'),
          Map.entry("excl", '!'),
          Map.entry("num", '#'),
          Map.entry("dollar", '$'),
          Map.entry("percnt", '%'),
          Map.entry("apos", '\''),
          Map.entry("lpar", '('),
          Map.entry("rpar", ')'),
          Map.entry("ast", '*'),
          Map.entry("plus", '+'),
          Map.entry("comma", ','),
          Map.entry("period", '.'),
          Map.entry("sol", '/'),
          Map.entry("colon", ':'),
          Map.entry("semi", ';'),
          Map.entry("equals", '='),
          Map.entry("quest", '?'),
          Map.entry("commat", '@'),
          Map.entry("tilde", '~'),
          Map.entry("minus", '-'),
          Map.entry("lsqb", '['),
          Map.entry("lbrack", '['),
          Map.entry("bsol", '\\'),
          Map.entry("rsqb", ']'),
          Map.entry("rbrack", ']'),
          Map.entry("hat", '^'),
          Map.entry("lowbar", '_'),
          Map.entry("underbar", '_'),
          Map.entry("grave", '`'));

  private HtmlEntities() {}

  /** Decodes references with and without their semicolon; what is none stays. */
  static String decode(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = text.charAt(i) == '&' ? reference(text, i + 1, result) : -1;
      if (end < 0) {
        result.append(text.charAt(i++));
      } else {
        i = end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
      }
    }
    return result.toString();
  }

  /** Where the reference ends whose character was appended; -1 when there is none. */
  private static int reference(String text, int start, StringBuilder result) {
    return start < text.length() && text.charAt(start) == '#'
        ? numeric(text, start + 1, result)
        : named(text, start, result);
  }

  private static int numeric(String text, int start, StringBuilder result) {
    boolean hex = start < text.length() && (text.charAt(start) | 0x20) == 'x';
    int first = hex ? start + 1 : start;
    int end = first;
    int value = 0;
    while (end < text.length()) {
      int digit = HexText.digit(text.charAt(end));
      if (digit < 0 || (!hex && digit > 9)) {
        break;
      }
      value = (value * (hex ? 16 : 10) + digit) & 0xff_ffff;
      end++;
    }
    if (end == first) {
      return -1;
    }
    result.append((char) (value & 0xff));
    return end;
  }

  private static int named(String text, int start, StringBuilder result) {
    int end = start;
    while (end < text.length()
        && end < start + LONGEST_NAME
        && (text.charAt(end) | 0x20) >= 'a'
        && (text.charAt(end) | 0x20) <= 'z') {
      end++;
    }
    Character c =
        end == start ? null : NAMED.get(text.substring(start, end).toLowerCase(Locale.ROOT));
    if (c == null) {
      return -1;
    }
    result.append((char) c);
    return end;
  }
}

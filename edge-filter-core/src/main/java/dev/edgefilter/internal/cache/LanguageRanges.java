// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Brings values of {@code Accept-Language} that say the same into one form (RFC 9110, 12.5.4). */
final class LanguageRanges {

  private static final int FULL_WEIGHT = 1000;
  private static final int MOST_DIGITS = 3;

  private record Range(String name, int weight) {}

  private LanguageRanges() {}

  /**
   * Without blanks, in lower case, heaviest first and equals by name: order says nothing where
   * weights are the same. What cannot be read stays as it is, and so differs from every result that
   * can.
   */
  static String normalized(String value) {
    List<Range> ranges = new ArrayList<>();
    for (String member : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (!member.isBlank() && !add(ranges, member.strip())) {
        return value.trim();
      }
    }
    ranges.sort(Comparator.comparingInt((Range r) -> -r.weight).thenComparing(Range::name));
    StringBuilder text = new StringBuilder(value.length());
    for (Range range : ranges) {
      text.append(text.length() == 0 ? "" : ",").append(range.name);
      if (range.weight < FULL_WEIGHT) {
        text.append(";q=0.").append(range.weight / 100).append(range.weight / 10 % 10);
        text.append(range.weight % 10);
      }
    }
    return text.toString();
  }

  private static boolean add(List<Range> ranges, String member) {
    int semicolon = member.indexOf(';');
    String name = (semicolon < 0 ? member : member.substring(0, semicolon)).strip();
    int weight = semicolon < 0 ? FULL_WEIGHT : weight(member.substring(semicolon + 1).strip());
    return isRange(name) && weight >= 0 && ranges.add(new Range(name, weight));
  }

  /** RFC 4647, 2.1: letters, digits and hyphens, or an asterisk. */
  private static boolean isRange(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '*')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** The thousandths of a {@code q=} parameter, or -1. */
  private static int weight(String parameter) {
    if (!parameter.startsWith("q=") || parameter.length() < 3) {
      return -1;
    }
    String text = parameter.substring(2);
    boolean whole = text.length() == 1 || text.charAt(1) == '.';
    int digits = Math.max(0, text.length() - 2);
    char first = text.charAt(0);
    if (!whole || digits > MOST_DIGITS || (first != '0' && first != '1')) {
      return -1;
    }
    int thousandths = (first - '0') * FULL_WEIGHT;
    int unit = FULL_WEIGHT;
    for (int i = 2; i < text.length(); i++) {
      char c = text.charAt(i);
      unit /= 10;
      if (c < '0' || c > '9') {
        return -1;
      }
      thousandths += (c - '0') * unit;
    }
    return thousandths > FULL_WEIGHT ? -1 : thousandths;
  }
}

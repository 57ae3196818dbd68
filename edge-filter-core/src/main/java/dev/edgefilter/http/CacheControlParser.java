// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Collects the directives of one message's {@code Cache-Control} lines (RFC 9111, 5.2). */
final class CacheControlParser {
  static final long ABSENT = -1;

  static final int MAX_AGE = 0;
  static final int S_MAXAGE = 1;
  static final int STALE_WHILE_REVALIDATE = 2;
  static final int STALE_IF_ERROR = 3;
  static final int MIN_FRESH = 4;
  static final int MAX_STALE = 5;

  static final int NO_STORE = 1;
  static final int NO_CACHE = 1 << 1;
  static final int PRIVATE = 1 << 2;
  static final int PUBLIC = 1 << 3;
  static final int MUST_REVALIDATE = 1 << 4;
  static final int PROXY_REVALIDATE = 1 << 5;
  static final int NO_TRANSFORM = 1 << 6;
  static final int MUST_UNDERSTAND = 1 << 7;
  static final int ONLY_IF_CACHED = 1 << 8;
  static final int IMMUTABLE = 1 << 9;

  /** RFC 9111, 1.2.2: a cache that cannot represent a value takes 2^31 or more. */
  private static final long MAX_SECONDS = 1L << 31;

  private static final int NO_ARGUMENT = -1;

  private final long[] durations = new long[MAX_STALE + 1];
  private int flags;
  private List<String> noCacheFields = List.of();
  private List<String> privateFields = List.of();

  CacheControlParser() {
    Arrays.fill(durations, ABSENT);
  }

  int flags() {
    return flags;
  }

  long[] durations() {
    return durations;
  }

  List<String> noCacheFields() {
    return noCacheFields;
  }

  List<String> privateFields() {
    return privateFields;
  }

  void line(String line) {
    int start = 0;
    while (start < line.length()) {
      int end = memberEnd(line, start);
      member(line, Ascii.skipBlanks(line, start, end), Ascii.trimEnd(line, start, end));
      start = end + 1;
    }
  }

  /** The comma that ends a member; commas in quoted strings are text. */
  private static int memberEnd(String line, int start) {
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ',') {
        return i;
      }
      if (c == '"') {
        // An unclosed quote is no quoted string; it must not hide a no-store behind it.
        i = Math.max(i, closingQuote(line, i, line.length()));
      }
    }
    return line.length();
  }

  /** The quote that closes the one at {@code open}, or -1. */
  private static int closingQuote(String line, int open, int end) {
    for (int i = open + 1; i < end; i++) {
      char c = line.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  private void member(String line, int start, int end) {
    int equals = start;
    while (equals < end && line.charAt(equals) != '=') {
      equals++;
    }
    int nameEnd = Ascii.trimEnd(line, start, equals);
    int argument = equals < end ? equals + 1 : NO_ARGUMENT;
    // Blanks around "=" are no valid argument. Restrictions hold all the same, durations become 0.
    boolean valid = argument != NO_ARGUMENT && nameEnd == equals;
    if (nameEnd > start) {
      directive(Ascii.lower(line.substring(start, nameEnd)), line, argument, end, valid);
    }
  }

  private void directive(String name, String line, int argument, int end, boolean valid) {
    switch (name) {
      case "max-age" -> duration(MAX_AGE, line, argument, end, valid);
      case "s-maxage" -> duration(S_MAXAGE, line, argument, end, valid);
      case "stale-while-revalidate" -> duration(STALE_WHILE_REVALIDATE, line, argument, end, valid);
      case "stale-if-error" -> duration(STALE_IF_ERROR, line, argument, end, valid);
      case "min-fresh" -> duration(MIN_FRESH, line, argument, end, valid);
      case "max-stale" -> duration(MAX_STALE, line, argument, end, valid);
      case "no-cache" ->
          noCacheFields = fields(NO_CACHE, noCacheFields, line, argument, end, valid);
      case "private" -> privateFields = fields(PRIVATE, privateFields, line, argument, end, valid);
      case "no-store" -> flags |= NO_STORE;
      case "must-revalidate" -> flags |= MUST_REVALIDATE;
      case "proxy-revalidate" -> flags |= PROXY_REVALIDATE;
      case "no-transform" -> flags |= NO_TRANSFORM;
      case "only-if-cached" -> flags |= ONLY_IF_CACHED;
      // These allow more than their absence, so they count only in their exact form.
      case "public" -> flags |= argument == NO_ARGUMENT ? PUBLIC : 0;
      case "must-understand" -> flags |= argument == NO_ARGUMENT ? MUST_UNDERSTAND : 0;
      case "immutable" -> flags |= argument == NO_ARGUMENT ? IMMUTABLE : 0;
      default -> {
        // RFC 9111, 5.2.3: unknown directives are ignored.
      }
    }
  }

  private void duration(int index, String line, int argument, int end, boolean valid) {
    if (durations[index] != ABSENT) {
      return;
    }
    if (argument == NO_ARGUMENT) {
      durations[index] = index == MAX_STALE ? Long.MAX_VALUE : 0;
      return;
    }
    boolean quoted = isQuoted(line, argument, end);
    long seconds =
        quoted
            ? Ascii.digits(line, argument + 1, end - 1, MAX_SECONDS)
            : Ascii.digits(line, argument, end, MAX_SECONDS);
    durations[index] = valid ? Math.max(0, seconds) : 0;
  }

  private static boolean isQuoted(String line, int start, int end) {
    return end - start >= 2
        && line.charAt(start) == '"'
        && closingQuote(line, start, end) == end - 1;
  }

  /** A list that cannot be read makes the directive unqualified, which is the stricter reading. */
  private List<String> fields(
      int flag, List<String> known, String line, int argument, int end, boolean valid) {
    List<String> all = new ArrayList<>(known);
    boolean quoted = valid && isQuoted(line, argument, end);
    boolean readable =
        valid
            && (quoted
                ? addFields(all, line, argument + 1, end - 1)
                : addFields(all, line, argument, end));
    if (!readable || all.size() == known.size()) {
      flags |= flag;
      return known;
    }
    return Collections.unmodifiableList(all);
  }

  private static boolean addFields(List<String> fields, String line, int start, int end) {
    int from = start;
    while (from < end) {
      int comma = line.indexOf(',', from);
      int to = comma < 0 || comma > end ? end : comma;
      int nameStart = Ascii.skipBlanks(line, from, to);
      String name = line.substring(nameStart, Ascii.trimEnd(line, nameStart, to));
      if (!name.isEmpty() && !Ascii.isToken(name)) {
        return false;
      }
      if (!name.isEmpty()) {
        fields.add(Ascii.lower(name));
      }
      from = to + 1;
    }
    return true;
  }
}

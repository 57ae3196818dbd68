// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usual case of {@link HeaderMerge}, which needs no tables: one value for each name, in the
 * order they had, and new ones at the end.
 */
final class PlainMerge {
  private PlainMerge() {}

  /**
   * The headers, or null when it takes more to tell.
   *
   * @param cookieLines the lines of cookies that have changed, or null when they stay
   */
  static @Nullable Headers headers(
      Headers before, String cookieName, @Nullable List<String> cookieLines, Entries entries)
      throws FunctionException {
    Headers.Builder after = Headers.builder();
    int at = addGiven(after, before, cookieName, cookieLines, entries);
    if (at < 0) {
      return null;
    }
    if (cookieLines != null) {
      for (String line : cookieLines) {
        after.add(cookieName, line);
      }
    }
    for (; at < entries.size(); at++) {
      String name = entries.name(at);
      HeaderMerge.checkName(name, cookieName);
      after.add(EventHeaders.capitalized(name), EventHeaders.encode(entries.value(at)));
    }
    return after.build();
  }

  /** How many of the entries are used, or a negative number when they have another order. */
  private static int addGiven(
      Headers.Builder after,
      Headers before,
      String cookieName,
      @Nullable List<String> cookieLines,
      Entries entries) {
    int kept = 0;
    int at = 0;
    for (int i = 0; i < before.size(); i++) {
      String raw = before.name(i);
      boolean cookie = raw.equalsIgnoreCase(cookieName);
      if (cookie || EventHeaders.isDisallowed(EventHeaders.lower(raw))) {
        if (!cookie || cookieLines == null) {
          after.add(before, i);
        }
      } else if (kept < entries.kept()) {
        after.add(before, i);
        kept++;
      } else if (at < entries.size() && EventHeaders.isNameOf(entries.name(at), raw)) {
        boolean same = entries.value(at).equals(EventHeaders.decode(before.value(i)));
        after.add(raw, same ? before.value(i) : EventHeaders.encode(entries.value(at)));
        at++;
      } else if (comesLater(entries, at, raw)) {
        return -1;
      }
    }
    return at;
  }

  private static boolean comesLater(Entries entries, int at, String raw) {
    for (int i = at; i < entries.size(); i++) {
      if (EventHeaders.isNameOf(entries.name(i), raw)) {
        return true;
      }
    }
    return false;
  }
}

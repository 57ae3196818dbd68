// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.QueryString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usual case of {@link HeaderMerge} and {@link QueryMerge}, which needs no tables: one value
 * for each name, in the order they had, and new ones at the end.
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
    int at = 0;
    for (int i = 0; i < before.size(); i++) {
      String raw = before.name(i);
      boolean cookie = raw.equalsIgnoreCase(cookieName);
      if (cookie ? cookieLines == null : EventHeaders.isDisallowed(EventHeaders.lower(raw))) {
        after.add(raw, before.value(i));
      } else if (cookie) {
        continue;
      } else if (at < entries.size() && EventHeaders.isNameOf(entries.name(at), raw)) {
        boolean kept = entries.value(at).equals(EventHeaders.decode(before.value(i)));
        after.add(raw, kept ? before.value(i) : EventHeaders.encode(entries.value(at)));
        at++;
      } else if (comesLater(entries, at, raw)) {
        return null;
      }
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

  private static boolean comesLater(Entries entries, int at, String raw) {
    for (int i = at; i < entries.size(); i++) {
      if (EventHeaders.isNameOf(entries.name(i), raw)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a function left the cookies as they were. */
  static boolean areSameCookies(Entries entries, List<Cookies.Cookie> cookies) {
    boolean same = entries.isPlain() && entries.size() == cookies.size();
    for (int i = 0; i < cookies.size() && same; i++) {
      Cookies.Cookie cookie = cookies.get(i);
      same =
          entries.name(i).equals(cookie.name())
              && entries.value(i).equals(EventHeaders.decode(cookie.value()));
    }
    return same;
  }

  /** Whether a function left the parameters as they were. */
  static boolean isSameQuery(Entries entries, List<QueryString.Parameter> parameters) {
    boolean same = entries.isPlain() && entries.size() == parameters.size();
    for (int i = 0; i < parameters.size() && same; i++) {
      String value = parameters.get(i).value();
      same =
          entries.name(i).equals(parameters.get(i).name())
              && entries.value(i).equals(value == null ? "" : value);
    }
    return same;
  }
}

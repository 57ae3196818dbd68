// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.NameSelection;
import dev.edgefilter.http.PercentCoding;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A compiled selection of cookie or query parameter names; names are case-sensitive.
 *
 * <p>Names of parameters are compared raw first, then decoded, as {@link
 * dev.edgefilter.http.QueryString} does for the key: no other spelling gets by a list.
 */
final class NameFilter {

  private final NameSelection.Kind kind;
  private final Set<String> names;
  private final boolean patterns;

  NameFilter(NameSelection selection) {
    this.kind = selection.kind();
    this.names = Set.copyOf(new HashSet<>(selection.names()));
    this.patterns = selection.patterns();
  }

  /** True when the parameter of a query string with this raw name is taken. */
  boolean takesParameter(String rawName) {
    String decoded = rawName.indexOf('%') < 0 ? null : PercentCoding.decode(rawName);
    return switch (kind) {
      case NONE -> false;
      case ALL -> true;
      case WHITELIST -> lists(rawName, decoded);
      case ALL_EXCEPT -> !lists(rawName, decoded);
    };
  }

  private boolean lists(String rawName, @Nullable String decoded) {
    return names.contains(rawName) || (decoded != null && names.contains(decoded));
  }

  /** True when the cookie of this name is taken. */
  boolean takes(String name) {
    return switch (kind) {
      case NONE -> false;
      case ALL -> true;
      case WHITELIST -> listsCookie(name);
      case ALL_EXCEPT -> !listsCookie(name);
    };
  }

  private boolean listsCookie(String name) {
    if (names.contains(name)) {
      return true;
    }
    if (patterns) {
      for (String pattern : names) {
        if (matches(pattern, name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Greedy matching that goes back to the last star only, so it never explodes. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int mark = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  boolean takesNothing() {
    return kind == NameSelection.Kind.NONE;
  }

  boolean takesAll() {
    return kind == NameSelection.Kind.ALL;
  }

  NameSelection.Kind kind() {
    return kind;
  }

  Set<String> names() {
    return names;
  }

  /** What the operator wrote, such as {@code whitelist: a, b}. */
  @Override
  public String toString() {
    return kind.listsNames()
        ? kind.token() + ": " + String.join(", ", new TreeSet<>(names))
        : kind.token();
  }
}

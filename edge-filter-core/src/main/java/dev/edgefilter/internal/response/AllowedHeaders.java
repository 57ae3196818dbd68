// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which request headers a page may send (CloudFront: Access-Control-Allow-Headers). */
final class AllowedHeaders {

  private static final String ANY = "*";

  private final List<String> items;
  private final boolean patterns;
  private final @Nullable String fixed;

  AllowedHeaders(List<String> items, boolean credentials) {
    this.items = List.copyOf(items);
    boolean any = items.size() == 1 && items.get(0).equals(ANY) && !credentials;
    this.patterns = !any && items.stream().anyMatch(item -> item.indexOf('*') >= 0);
    this.fixed = patterns ? null : String.join(", ", items);
  }

  /**
   * The value for a preflight: the list, or with patterns those of the asked headers that match.
   *
   * @return null when none is allowed
   */
  @Nullable String value(@Nullable String asked) {
    if (!patterns) {
      return fixed;
    }
    StringBuilder allowed = new StringBuilder();
    for (String name : asked == null ? new String[0] : asked.split(",", -1)) {
      String trimmed = name.trim();
      if (isName(trimmed) && allows(trimmed)) {
        allowed.append(allowed.length() == 0 ? "" : ", ").append(trimmed);
      }
    }
    return allowed.length() == 0 ? null : allowed.toString();
  }

  /** Nothing but visible characters that cannot end a name is sent back. */
  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private boolean allows(String name) {
    for (String item : items) {
      if (matches(item, name)) {
        return true;
      }
    }
    return false;
  }

  /** A bare star leaves Authorization out, which must be listed by name (Fetch, 3.3.5). */
  static boolean matches(String item, String name) {
    if (item.equals(ANY)) {
      return !name.equalsIgnoreCase("Authorization");
    }
    int star = item.indexOf('*');
    if (star < 0) {
      return item.equalsIgnoreCase(name);
    }
    int behind = item.length() - star - 1;
    return name.length() >= star + behind
        && name.regionMatches(true, 0, item, 0, star)
        && name.regionMatches(true, name.length() - behind, item, star + 1, behind);
  }
}

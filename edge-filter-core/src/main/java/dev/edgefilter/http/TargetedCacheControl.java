// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directives of a targeted field such as {@code CDN-Cache-Control} (RFC 9213, 2.1). */
public final class TargetedCacheControl {

  private TargetedCacheControl() {}

  /**
   * Parses all lines of one targeted field; it is a dictionary (RFC 8941, 3.2), so its syntax is
   * strict.
   *
   * @return null when the field is absent, empty or no dictionary, so that it must be ignored
   */
  public static @Nullable CacheControl parse(List<String> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    Map<String, String> members = DictionaryParser.parse(String.join(",", lines));
    if (members == null || members.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> member : members.entrySet()) {
      if (!member.getValue().equals("?0")) {
        text.append(text.length() == 0 ? "" : ", ").append(directive(member));
      }
    }
    return CacheControl.parse(text.toString());
  }

  /** As {@code Cache-Control} would say it; a duration that is no integer becomes 0 there. */
  private static String directive(Map.Entry<String, String> member) {
    String value = member.getValue();
    if (value.equals("?1")) {
      return member.getKey();
    }
    // CacheControl takes a number in quotes, too; a dictionary has strings for that, and no number.
    boolean quotedNumber =
        value.length() > 2 && value.charAt(0) == '"' && Ascii.isDigit(value.charAt(1));
    return member.getKey() + '=' + (quotedNumber ? "invalid" : value);
  }
}

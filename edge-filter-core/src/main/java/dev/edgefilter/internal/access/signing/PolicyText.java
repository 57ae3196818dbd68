// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import org.jspecify.annotations.Nullable;

/** Writes policies byte for byte as CloudFront's signers do: no white space, members in order. */
public final class PolicyText {
  private static final String BEFORE = "\"DateLessThan\":{\"AWS:EpochTime\":";

  private PolicyText() {}

  /**
   * The canned policy, which is never sent but rebuilt from the request.
   *
   * @param resource a URL without a quote or backslash, which would write members of their own
   * @param expires the digits as they stand in the request
   */
  public static String canned(String resource, String expires) {
    return "{\"Statement\":[{\"Resource\":\""
        + resource
        + "\",\"Condition\":{"
        + BEFORE
        + expires
        + "}}}]}";
  }

  /**
   * A custom policy.
   *
   * @param sourceIp an IPv4 range, or null for every viewer
   * @param afterSeconds when the grant begins, or null for at once
   * @param beforeSeconds when it ends
   */
  public static String custom(
      String resource, @Nullable String sourceIp, @Nullable Long afterSeconds, long beforeSeconds) {
    StringBuilder text = new StringBuilder(160 + resource.length());
    text.append("{\"Statement\":[{\"Resource\":\"");
    appendEscaped(text, resource);
    text.append("\",\"Condition\":{");
    if (sourceIp != null) {
      text.append("\"IpAddress\":{\"AWS:SourceIp\":\"").append(sourceIp).append("\"},");
    }
    if (afterSeconds != null) {
      text.append("\"DateGreaterThan\":{\"AWS:EpochTime\":").append(afterSeconds).append("},");
    }
    return text.append(BEFORE).append(beforeSeconds).append("}}}]}").toString();
  }

  private static void appendEscaped(StringBuilder text, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
  }
}

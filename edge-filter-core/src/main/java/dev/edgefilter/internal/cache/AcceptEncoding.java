// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import org.jspecify.annotations.Nullable;

/**
 * Which content codings take part in the key (CloudFront: Compression support).
 *
 * @param gzip the policy's EnableAcceptEncodingGzip
 * @param brotli the policy's EnableAcceptEncodingBrotli
 */
record AcceptEncoding(boolean gzip, boolean brotli) {

  /** What is sent to the origin when the viewer offers no coding that counts. */
  static final String IDENTITY = "identity";

  /** True when the header is normalised at all. */
  boolean normalizes() {
    return gzip || brotli;
  }

  /**
   * The part of the key: {@code br,gzip}, {@code gzip} or {@code br}; null when it is not in the
   * key.
   *
   * @param protocol viewers on HTTP/1.0 get no coding
   */
  @Nullable String normalized(@Nullable String header, String protocol) {
    if (header == null || isTooOld(protocol)) {
      return null;
    }
    boolean viewerGzip = gzip && offers(header, "gzip");
    boolean viewerBrotli = brotli && offers(header, "br");
    if (viewerBrotli) {
      return viewerGzip ? "br,gzip" : "br";
    }
    return viewerGzip ? "gzip" : null;
  }

  /**
   * What the origin gets: the part of the key, {@link #IDENTITY} when there is none, and nothing
   * when the viewer sent nothing or speaks HTTP/1.0.
   */
  @Nullable String forwarded(@Nullable String header, String protocol) {
    if (header == null || isTooOld(protocol)) {
      return null;
    }
    String normalized = normalized(header, protocol);
    return normalized == null ? IDENTITY : normalized;
  }

  private static boolean isTooOld(String protocol) {
    return protocol.equals("HTTP/1.0");
  }

  /** The codings that are kept apart, for {@code explain}. */
  String codings() {
    if (brotli) {
      return gzip ? "br and gzip kept apart" : "br kept apart";
    }
    return "gzip kept apart";
  }

  /** True when a list member names the coding and its weight is not zero. */
  private static boolean offers(String header, String coding) {
    int start = 0;
    while (start < header.length()) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      int from = skipBlanks(header, start, end);
      if (header.regionMatches(true, from, coding, 0, coding.length())
          && from + coding.length() <= end) {
        int after = skipBlanks(header, from + coding.length(), end);
        if (after == end || (header.charAt(after) == ';' && !zeroWeight(header, after + 1, end))) {
          return true;
        }
      }
      start = end + 1;
    }
    return false;
  }

  private static boolean zeroWeight(String header, int from, int end) {
    int q = skipBlanks(header, from, end);
    if (q + 1 >= end || (header.charAt(q) | 0x20) != 'q' || header.charAt(q + 1) != '=') {
      return false;
    }
    for (int i = q + 2; i < end && header.charAt(i) != ';'; i++) {
      char c = header.charAt(i);
      if (c >= '1' && c <= '9') {
        return false;
      }
    }
    return true;
  }

  private static int skipBlanks(String text, int from, int end) {
    int i = from;
    while (i < end && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }
}

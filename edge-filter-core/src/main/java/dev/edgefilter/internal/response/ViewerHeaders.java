// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.Headers;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of an origin's headers a viewer gets (CloudFront: HTTP responses). */
public final class ViewerHeaders {

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private ViewerHeaders() {}

  /**
   * The end-to-end headers of an origin's response: nothing of the connection, nothing the edge
   * says itself (RFC 9110, 7.6.1).
   *
   * @return the same object when nothing had to go
   */
  public static Headers endToEnd(Headers headers) {
    @Nullable String connection = headers.joined("Connection");
    Headers.Builder kept = null;
    for (int i = 0; i < headers.size(); i++) {
      String lower = headers.name(i).toLowerCase(Locale.ROOT);
      if (isDropped(lower, connection)) {
        kept = kept == null ? headers.toBuilder() : kept;
        kept.remove(headers.name(i));
      }
    }
    return kept == null ? headers : kept.build();
  }

  private static boolean isDropped(String lower, @Nullable String connection) {
    return HOP_BY_HOP.contains(lower)
        || lower.equals("x-cache")
        || lower.startsWith("x-amz-cf-")
        || lower.startsWith("x-edge-")
        || (connection != null && names(connection, lower));
  }

  /** True when a comma-separated list names a header. */
  private static boolean names(String list, String lower) {
    int start = 0;
    while (start <= list.length()) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      if (list.substring(start, end).trim().equalsIgnoreCase(lower)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /** Fields that describe a body and do not belong on a 304 (RFC 9110, 15.4.5). */
  public static boolean describesBody(String name) {
    return name.equalsIgnoreCase("Content-Length")
        || name.equalsIgnoreCase("Content-Type")
        || name.equalsIgnoreCase("Content-Encoding")
        || name.equalsIgnoreCase("Content-Language")
        || name.equalsIgnoreCase("Content-Range")
        || name.equalsIgnoreCase("Accept-Ranges");
  }
}

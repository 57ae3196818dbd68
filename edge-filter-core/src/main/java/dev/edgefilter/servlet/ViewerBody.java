// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of a viewer's request, which a web ACL or a function may look at or replace. */
final class ViewerBody {
  private final HttpServletRequest request;
  private @Nullable AppRequestBody peeked;
  private int replacedBytes = -1;

  ViewerBody(HttpServletRequest request) {
    this.request = request;
  }

  /** The bytes, or null when there is no body. */
  @Nullable InputStream stream() throws IOException {
    if (!exists()) {
      return null;
    }
    AppRequestBody begun = peeked;
    return begun == null ? request.getInputStream() : begun.stream();
  }

  private boolean exists() throws IOException {
    return replacedBytes >= 0
        || request.getContentLengthLong() > 0
        || request.getHeader("Transfer-Encoding") != null
        || isUnmeasured();
  }

  /**
   * From HTTP/2 on a body may have no length and no header that tells of it (RFC 9113, 8.1.1). Not
   * every container knows without reading that there is none.
   */
  private boolean isUnmeasured() throws IOException {
    if (request.getContentLengthLong() >= 0 || !ServletRequestHead.isHttp2OrLater(request)) {
      return false;
    }
    AppRequestBody begun = peeked;
    if (begun == null) {
      begun = new AppRequestBody(request, PeekedBody.begun(request.getInputStream()));
      peeked = begun;
    }
    return !begun.isEmpty() || request.getHeader("Trailer") != null;
  }

  /** The beginning of it, one byte longer than the limit when it is longer. */
  byte[] peek(int limit) throws IOException {
    if (!exists()) {
      return new byte[0];
    }
    AppRequestBody begun = peeked;
    if (begun == null) {
      begun = new AppRequestBody(request, PeekedBody.of(request.getInputStream(), limit + 1));
      peeked = begun;
    }
    return begun.beginning(limit + 1);
  }

  /** Puts other bytes in its place. */
  void replace(byte[] bytes) throws IOException {
    PeekedBody replaced = PeekedBody.instead(request.getInputStream(), bytes);
    peeked = new AppRequestBody(request, replaced);
    replacedBytes = bytes.length;
  }

  /** The length of what a function has put in its place, or -1. */
  int replacedBytes() {
    return replacedBytes;
  }

  /** What to read once somebody has looked at it; else null, and the container has it. */
  @Nullable AppRequestBody peeked() {
    return peeked;
  }

  /** Deletes what was kept of it; the request is over. */
  void close() {
    AppRequestBody begun = peeked;
    if (begun != null) {
      begun.close();
    }
  }
}

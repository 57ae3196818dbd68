// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One constant answer with eight typical headers; its body on the heap and outside of it. A long
 * body is one piece of a mebibyte, over and over.
 */
final class ConstantAnswer {
  private static final int MOST_PIECE_BYTES = 1 << 20;

  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final int pieces;
  private final String length;
  private final String entityTag;

  ConstantAnswer(int bodyBytes) {
    bytes = new byte[Math.min(bodyBytes, MOST_PIECE_BYTES)];
    pieces = bodyBytes / bytes.length;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    length = Integer.toString(bodyBytes);
    entityTag = "\"" + Integer.toHexString(bodyBytes) + "-5f3a9c\"";
  }

  /** The answer for {@code /1k} and the other sizes of {@code src/bench/run}; null for others. */
  static @Nullable ConstantAnswer at(String path) {
    return switch (path) {
      case "/1k" -> Sizes.KB_1;
      case "/10k" -> Sizes.KB_10;
      case "/100k" -> Sizes.KB_100;
      case "/1m" -> Sizes.MB_1;
      case "/10m" -> Sizes.MB_10;
      case "/1g" -> Sizes.GB_1;
      default -> null;
    };
  }

  void setHeaders(HttpServletResponse response) {
    response.setHeader("Content-Type", "text/html;charset=utf-8");
    response.setHeader("Content-Length", length);
    response.setHeader("Cache-Control", "public, max-age=86400");
    response.setHeader("ETag", entityTag);
    response.setHeader("Last-Modified", "Tue, 03 Jun 2025 10:00:00 GMT");
    response.setHeader("Content-Language", "en");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Strict-Transport-Security", "max-age=31536000");
  }

  /** The lines that the edge adds to a hit, as long as its own. */
  static void addEdgeHeaders(HttpServletResponse response) {
    response.addHeader("Age", "17");
    response.addHeader("X-Cache", "Hit from cloudfront");
    response.addHeader("Via", "1.1 7a0150557a0150557a0150557a015055.cloudfront.net (CloudFront)");
    response.addHeader("X-Amz-Cf-Pop", "LOCAL50-C1");
    response.addHeader("X-Amz-Cf-Id", "WgN4gGQ70o2kZG9p3E23c7SscVrEk9RScwArHtIqCtTiwfDZ5JGpTl==");
    response.addHeader("Cache-Status", "EdgeFilter; hit; ttl=86383; detail=fresh");
  }

  /** How often its piece is written. */
  int pieces() {
    return pieces;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A view of its own for each caller. */
  ByteBuffer buffer() {
    return buffer.slice();
  }

  private static final class Sizes {
    static final ConstantAnswer KB_1 = new ConstantAnswer(1 << 10);
    static final ConstantAnswer KB_10 = new ConstantAnswer(10 << 10);
    static final ConstantAnswer KB_100 = new ConstantAnswer(100 << 10);
    static final ConstantAnswer MB_1 = new ConstantAnswer(1 << 20);
    static final ConstantAnswer MB_10 = new ConstantAnswer(10 << 20);
    static final ConstantAnswer GB_1 = new ConstantAnswer(1 << 30);
  }
}

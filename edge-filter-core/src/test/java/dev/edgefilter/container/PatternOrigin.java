// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import dev.edgefilter.http.ByteRange;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RangeSet;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A remote origin with one large object, in which every byte tells its place; it has ranges. */
final class PatternOrigin implements Origin {
  private static final int PIECE = 50_000;

  /** What is done before an answer, with the asked range or "whole". */
  @FunctionalInterface
  interface Gate {
    void pass(String range) throws InterruptedException;
  }

  final List<String> asked = new CopyOnWriteArrayList<>();
  private final long length;
  volatile Gate gate = range -> {};
  volatile boolean ranges = true;
  volatile String entityTag = "\"v1\"";

  PatternOrigin(long length) {
    this.length = length;
  }

  static byte at(long position) {
    return (byte) (position * 31 + (position >>> 16) * 7 + (position >>> 8));
  }

  static byte[] bytes(long first, long last) {
    byte[] bytes = new byte[(int) (last - first + 1)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = at(first + i);
    }
    return bytes;
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    String header = request.headers().first("Range");
    asked.add(header == null ? "whole" : header.replace("bytes=", ""));
    try {
      gate.pass(asked.get(asked.size() - 1));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    List<ByteRange> parts = RangeSet.parse(header).resolve(length);
    boolean partial = ranges && !parts.isEmpty();
    ByteRange range = partial ? parts.get(0) : new ByteRange(0, length - 1);
    Headers.Builder headers =
        Headers.builder()
            .add("Content-Type", "video/mp4")
            .add("ETag", entityTag)
            .add("Cache-Control", "max-age=60")
            .add("Content-Length", Long.toString(range.length()));
    if (partial) {
      headers.add("Content-Range", range.contentRange(length));
    }
    if (sink.head(new ResponseHead(partial ? 206 : 200, headers.build()))) {
      for (long at = range.first(); at <= range.last(); at += PIECE) {
        sink.body(ByteBuffer.wrap(bytes(at, Math.min(at + PIECE - 1, range.last()))));
      }
    }
    sink.end();
  }
}

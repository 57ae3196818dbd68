// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.ByteRange;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.RangeSet;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** An origin that answers one range of a body with 206, and conditions with 304. */
final class RangeOrigin implements ScriptedOrigin.Script {
  byte[] body;
  String headers = "Cache-Control: max-age=60 / ETag: \"v1\"";
  String entityTag = "\"v1\"";

  RangeOrigin(byte[] body) {
    this.body = body;
  }

  /** A body in which every byte tells its place. */
  static byte[] body(int bytes, int seed) {
    byte[] body = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      body[i] = (byte) ('0' + (i * 31 + i / 1000 + seed) % 75);
    }
    return body;
  }

  /** From now on it has another body under another entity tag. */
  void changesTo(byte[] changed, String tag) {
    body = changed;
    entityTag = tag;
    headers = "Cache-Control: max-age=60 / ETag: " + tag;
  }

  @Override
  public void answer(OriginRequest request, OriginSink sink) throws IOException {
    if (entityTag.equals(request.headers().first("If-None-Match"))) {
      sink.head(new ResponseHead(304, HeaderLines.of(headers, 0)));
      sink.end();
      return;
    }
    List<ByteRange> ranges = RangeSet.parse(request.headers().first("Range")).resolve(body.length);
    if (request.headers().contains("Range") && ranges.isEmpty()) {
      sink.head(new ResponseHead(416, HeaderLines.of("Content-Range: bytes */" + body.length, 0)));
      sink.end();
      return;
    }
    ByteRange range = ranges.isEmpty() ? new ByteRange(0, body.length - 1) : ranges.get(0);
    String lines = headers + " / Content-Length: " + range.length();
    if (!ranges.isEmpty()) {
      lines += " / Content-Range: " + range.contentRange(body.length);
    }
    if (sink.head(new ResponseHead(ranges.isEmpty() ? 200 : 206, HeaderLines.of(lines, 0)))) {
      for (long at = range.first(); at <= range.last(); at += 300) {
        int length = (int) Math.min(300, range.last() + 1 - at);
        sink.body(ByteBuffer.wrap(body, (int) at, length));
      }
    }
    sink.end();
  }
}

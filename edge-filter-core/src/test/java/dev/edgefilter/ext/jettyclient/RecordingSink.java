// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.OriginSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A viewer that keeps what it gets, and may refuse it. */
final class RecordingSink implements OriginSink {

  ResponseHead head;
  boolean ended;
  long bytes;
  boolean wanted = true;
  boolean keeping = true;
  long leavesAfterBytes = Long.MAX_VALUE;
  final CountDownLatch headCame = new CountDownLatch(1);
  final CountDownLatch flushed = new CountDownLatch(1);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  @Override
  public boolean head(ResponseHead response) {
    head = response;
    headCame.countDown();
    return wanted;
  }

  @Override
  public void body(ByteBuffer piece) throws IOException {
    assertFalse(ended, "a body after its end");
    bytes += piece.remaining();
    if (bytes > leavesAfterBytes) {
      throw new IOException("viewer left");
    }
    if (keeping) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      body.writeBytes(copy);
    } else {
      piece.position(piece.limit());
    }
  }

  @Override
  public void flush() {
    flushed.countDown();
  }

  @Override
  public void end() {
    assertFalse(ended, "a second end");
    ended = true;
  }

  String body() {
    return body.toString(StandardCharsets.ISO_8859_1);
  }
}

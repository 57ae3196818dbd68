// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.store.BodyReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends a stored body where nothing may block, because a WriteListener owns the connection: one
 * write each time the viewer is ready.
 *
 * <p>While it waits, the exchange belongs to nobody and holds the reader; {@link
 * ExchangeDriver#resume} takes both up again. The wake-up may come before this has returned, so
 * whoever ends the pause goes on, and the other touches nothing any more.
 */
final class PacedTransfer {

  private PacedTransfer() {}

  /** Returns {@code DONE} when all is sent, {@code TRANSFER} when it goes on some time later. */
  static Phase run(Exchange exchange, ResponsePlan plan) throws IOException {
    BodyReader reader = exchange.takeReader();
    while (reader != null) {
      if (!mayWrite(exchange, reader)) {
        return Phase.TRANSFER;
      }
      reader = exchange.takeReader(); // none when the container has given up meanwhile
      if (reader != null && !write(exchange, reader, plan)) {
        reader.close();
        return Phase.DONE;
      }
    }
    return Phase.DONE;
  }

  /** False when the exchange is no longer this thread's. */
  private static boolean mayWrite(Exchange exchange, BodyReader reader) throws IOException {
    exchange.pause(reader);
    return exchange.viewer.isReady() && exchange.endPause();
  }

  /** Sends what one write takes; false when all was sent, and the container has let go of it. */
  private static boolean write(Exchange exchange, BodyReader reader, ResponsePlan plan)
      throws IOException {
    long position = plan.first() + exchange.sentBytes;
    long end = plan.last() < 0 ? reader.length() : plan.last() + 1;
    if (position >= end) {
      return false;
    }
    boolean written = false;
    try {
      ByteBuffer bytes = reader.at(position);
      if (bytes == null) {
        throw new BodyLostException(exchange.path, position, end);
      }
      if (bytes.remaining() > end - position) {
        bytes.limit(bytes.position() + (int) (end - position));
      }
      exchange.sentBytes += bytes.remaining();
      exchange.viewer.write(bytes);
      written = true;
    } finally {
      if (!written) {
        reader.close();
      }
    }
    return true;
  }
}

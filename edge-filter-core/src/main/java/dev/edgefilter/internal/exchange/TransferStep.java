// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.store.BodyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Sends a body that the edge has: from the store, or made by itself. */
final class TransferStep {

  Phase run(Exchange exchange) throws IOException {
    ResponsePlan plan = Objects.requireNonNull(exchange.responsePlan, "responsePlan");
    if (plan.bodySent() && exchange.replacedViewerBody == null) {
      try {
        if (exchange.source == BodySource.STORED && !exchange.viewer.mayBlock()) {
          return PacedTransfer.run(exchange, plan);
        }
        send(exchange, plan);
      } catch (IOException e) {
        exchange.cutShort = true;
        throw e;
      }
    }
    return Phase.DONE;
  }

  private static void send(Exchange exchange, ResponsePlan plan) throws IOException {
    Generated generated = exchange.generated;
    if (exchange.source == BodySource.STORED) {
      sendStored(exchange, plan);
    } else if (generated != null && generated.body().length > 0) {
      exchange.sentBytes = generated.body().length;
      exchange.viewer.write(ByteBuffer.wrap(generated.body()));
    }
  }

  private static void sendStored(Exchange exchange, ResponsePlan plan) throws IOException {
    BodyReader reader = exchange.takeReader();
    if (reader != null) {
      try {
        copy(exchange, reader, plan);
      } finally {
        reader.close();
      }
    }
  }

  private static void copy(Exchange exchange, BodyReader reader, ResponsePlan plan)
      throws IOException {
    long position = plan.first();
    long end = plan.last() < 0 ? reader.length() : plan.last() + 1;
    while (position < end) {
      ByteBuffer bytes = reader.at(position);
      if (bytes == null) {
        // A short body must never end cleanly, so the connection is broken.
        throw new BodyLostException(exchange.path, position, end);
      }
      if (bytes.remaining() > end - position) {
        bytes.limit(bytes.position() + (int) (end - position));
      }
      position += bytes.remaining();
      exchange.sentBytes += bytes.remaining();
      exchange.viewer.write(bytes);
    }
  }
}

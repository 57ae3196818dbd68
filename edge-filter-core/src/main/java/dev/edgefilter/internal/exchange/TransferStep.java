// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.ByteRange;
import dev.edgefilter.internal.response.Multipart;
import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.store.BodyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/** Sends a body that the edge has: from the store, or made by itself. */
final class TransferStep {

  private static final int MOST_BYTES_PER_WRITE = 1 << 20;

  private final ExchangeDriver driver;

  TransferStep(ExchangeDriver driver) {
    this.driver = driver;
  }

  Phase run(Exchange exchange) throws IOException {
    if (exchange.errorPage != null) {
      ErrorPages.send(driver, exchange);
      return Phase.DONE;
    }
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
    return SliceTurn.after(exchange);
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
        Multipart multipart = exchange.multipart;
        if (multipart == null) {
          copyRange(exchange, reader, plan);
        } else {
          copyParts(exchange, reader, multipart);
        }
      } finally {
        reader.close();
      }
    }
  }

  /** Of a slice what lies within the range. */
  private static void copyRange(Exchange exchange, BodyReader reader, ResponsePlan plan)
      throws IOException {
    Slices slices = exchange.slices;
    long start = slices == null ? 0 : slices.start();
    long from = Math.max(plan.first() - start, 0);
    long end = plan.last() < 0 ? reader.length() : plan.last() - start + 1;
    end = Math.min(end, reader.length());
    if (slices != null || !handOver(exchange, reader, from, end - from)) {
      copy(exchange, reader, from, end);
    }
  }

  /** Leaves the body to the container, which sends the file without copying it. */
  private static boolean handOver(Exchange exchange, BodyReader reader, long from, long bytes) {
    if (!exchange.viewer.prefersFile(bytes)) {
      return false;
    }
    Path file = reader.file();
    if (file == null || !exchange.viewer.sendFile(file, reader.fileOffset() + from, bytes)) {
      return false;
    }
    exchange.sentBytes += bytes;
    return true;
  }

  private static void copyParts(Exchange exchange, BodyReader reader, Multipart multipart)
      throws IOException {
    for (int i = 0; i < multipart.size(); i++) {
      write(exchange, ByteBuffer.wrap(multipart.opening(i)));
      ByteRange range = multipart.range(i);
      copy(exchange, reader, range.first(), range.last() + 1);
    }
    write(exchange, ByteBuffer.wrap(multipart.closing()));
  }

  private static void write(Exchange exchange, ByteBuffer bytes) throws IOException {
    exchange.sentBytes += bytes.remaining();
    exchange.viewer.write(bytes);
  }

  private static void copy(Exchange exchange, BodyReader reader, long from, long end)
      throws IOException {
    long position = from;
    while (position < end) {
      ByteBuffer bytes = reader.at(position);
      if (bytes == null) {
        // A short body must never end cleanly, so the connection is broken.
        throw new BodyLostException(exchange.path, position, end);
      }
      // A container that copies what it is given copies no more than this at once.
      long most = Math.min(end - position, MOST_BYTES_PER_WRITE);
      if (bytes.remaining() > most) {
        bytes.limit(bytes.position() + (int) most);
      }
      position += bytes.remaining();
      write(exchange, bytes);
    }
  }
}

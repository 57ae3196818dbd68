// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Moves a pushed body to the fill and to the viewer, and ends both. */
final class PushTransfer {

  private PushTransfer() {}

  static void push(Exchange exchange, ByteBuffer bytes) throws IOException {
    if (exchange.originSide().replacedBody != null) {
      bytes.position(bytes.limit());
      return;
    }
    CodedBody coded = exchange.coded;
    if (coded != null) {
      exchange.originSide().pushedBytes += bytes.remaining();
      code(exchange, () -> coded.encode(bytes, piece -> pass(exchange, coded, piece)));
      return;
    }
    long start = keep(exchange, bytes);
    deliver(exchange, bytes, start);
  }

  /** A use of a coder. */
  private interface Coding {
    void run() throws IOException;
  }

  private static void code(Exchange exchange, Coding coding) throws IOException {
    try {
      coding.run();
    } catch (CoderException e) {
      // What has gone out cannot be taken back, so the body must not end cleanly.
      exchange.cutShort = true;
      exchange.services.coders().failed(e, exchange.services.nowMillis());
      ResponseSide.abandon(exchange);
      throw e;
    }
  }

  /** An encoded piece goes to the fill and to the viewer; it has been counted already. */
  private static void pass(Exchange exchange, CodedBody coded, ByteBuffer piece)
      throws IOException {
    long start = coded.codedBytes() - piece.remaining();
    store(exchange, piece);
    deliver(exchange, piece, start);
  }

  /** Gives bytes to the fill; returns where in the body they begin. */
  private static long keep(Exchange exchange, ByteBuffer bytes) throws IOException {
    Slices slices = exchange.slices;
    long start = exchange.originSide().pushedBytes + (slices == null ? 0 : slices.start());
    exchange.originSide().pushedBytes += bytes.remaining();
    if (slices != null && exchange.originSide().pushedBytes > slices.fetchedBytes()) {
      throw new SliceChangedException(exchange.path, start, "it is longer than its head says");
    }
    store(exchange, bytes);
    return start;
  }

  private static void store(Exchange exchange, ByteBuffer bytes) {
    Fill fill = exchange.fill;
    if (fill != null && !fill.write(bytes.duplicate()) && !exchange.broken) {
      ResponseSide.stopStoring(exchange, fill.refusal());
    }
  }

  private static void deliver(Exchange exchange, ByteBuffer bytes, long start) throws IOException {
    if (exchange.viewerGone) {
      bytes.position(bytes.limit());
      return;
    }
    try {
      send(exchange, bytes, start);
    } catch (IOException e) {
      viewerLeft(exchange, e);
    }
  }

  static void flush(Exchange exchange) throws IOException {
    if (exchange.viewerGone || exchange.errorPage != null) {
      return;
    }
    CodedBody coded = exchange.coded;
    if (coded != null) {
      code(exchange, () -> coded.flush(piece -> pass(exchange, coded, piece)));
    }
    try {
      exchange.viewer.flush();
    } catch (IOException e) {
      viewerLeft(exchange, e);
    }
  }

  /** The fill outlives its viewer when others wait for it. */
  private static void viewerLeft(Exchange exchange, IOException e) throws IOException {
    exchange.viewerGone = true;
    exchange.cutShort = true;
    Flight flight = exchange.flight;
    if (exchange.fill != null && flight != null && flight.waiters() > 0) {
      return;
    }
    ResponseSide.abandon(exchange);
    throw e;
  }

  private static void send(Exchange exchange, ByteBuffer bytes, long start) throws IOException {
    ResponsePlan plan = Objects.requireNonNull(exchange.responsePlan, "responsePlan");
    int end = bytes.limit();
    PartCutter cutter = exchange.originSide().cutter;
    if (cutter != null && exchange.replacedViewerBody == null) {
      sendParts(exchange, cutter, bytes, start);
    } else if (plan.bodySent() && exchange.replacedViewerBody == null) {
      long from = Math.max(plan.first() - start, 0);
      long to = plan.last() < 0 ? bytes.remaining() : plan.last() - start + 1;
      to = Math.min(to, bytes.remaining());
      if (from < to) {
        int base = bytes.position();
        bytes.limit(base + (int) to).position(base + (int) from);
        write(exchange, bytes);
      }
    }
    bytes.limit(end).position(end);
  }

  private static void sendParts(Exchange exchange, PartCutter cutter, ByteBuffer bytes, long start)
      throws IOException {
    if (exchange.viewer.mayBlock()) {
      cutter.cut(bytes, start, piece -> write(exchange, piece));
      return;
    }
    // One isReady() of the application allows one write to the container.
    ByteBuffer all = ByteBuffer.allocate(bytes.remaining() + cutter.mostAround());
    cutter.cut(bytes, start, all::put);
    if (all.flip().hasRemaining()) {
      write(exchange, all);
    }
  }

  private static void write(Exchange exchange, ByteBuffer bytes) throws IOException {
    exchange.sentBytes += bytes.remaining();
    exchange.viewer.write(bytes);
  }

  /**
   * The body is complete: the fill becomes visible, if nothing spoke against it meanwhile. It does
   * so before the viewer can see the end and ask again.
   */
  static void end(Exchange exchange, ByteBuffer last) throws IOException {
    byte[] replaced = exchange.originSide().replacedBody;
    exchange.originSide().replacedBody = null;
    ByteBuffer bytes = replaced == null ? last : ByteBuffer.wrap(replaced);
    CodedBody coded = exchange.coded;
    if (coded != null) {
      endCoded(exchange, coded, bytes);
      return;
    }
    long start = keep(exchange, bytes);
    long promised = promised(exchange);
    boolean whole =
        !exchange.broken && (promised < 0 || promised == exchange.originSide().pushedBytes);
    endFill(exchange, whole);
    if (bytes.hasRemaining()) {
      deliver(exchange, bytes, start);
    }
    if (isHeadOfUnknownLength(exchange)) {
      flush(exchange);
    }
    if (promised > exchange.originSide().pushedBytes && isOwed(exchange)) {
      exchange.cutShort = true;
    }
  }

  /**
   * A container that sees no body says that its length is 0, which is not what a GET would get (RFC
   * 9110, 8.6); once the head is out it cannot. An application's HEAD has been counted by it, and
   * an application may go on when its viewer has left and the container has taken the request back:
   * so the request is looked at last.
   */
  private static boolean isHeadOfUnknownLength(Exchange exchange) {
    ResponseHead sent = exchange.sentHead;
    return sent != null
        && !exchange.origin().isSelf()
        && sent.status() != 204
        && sent.status() != 304
        && !sent.headers().contains("Content-Length")
        && exchange.request.method().equals("HEAD");
  }

  /** The same through a coder; a body that is not whole is not ended. */
  private static void endCoded(Exchange exchange, CodedBody coded, ByteBuffer last)
      throws IOException {
    exchange.originSide().pushedBytes += last.remaining();
    long promised = promised(exchange);
    if (promised >= 0 && promised != exchange.originSide().pushedBytes) {
      exchange.cutShort |= isOwed(exchange);
      ResponseSide.abandon(exchange);
      return;
    }
    ByteBuffer[] rest = new ByteBuffer[1];
    code(exchange, () -> rest[0] = coded.finish(last));
    long start = coded.codedBytes() - rest[0].remaining();
    store(exchange, rest[0]);
    endFill(exchange, !exchange.broken);
    deliver(exchange, rest[0], start);
  }

  private static void endFill(Exchange exchange, boolean whole) {
    Fill fill = exchange.fill;
    if (fill == null) {
      ResponseSide.settle(exchange, Flight.Outcome.NOT_SHAREABLE);
      return;
    }
    if (!whole) {
      ResponseSide.abandon(exchange);
      return;
    }
    // Used at the last byte, the session may have shaped the body after the head was judged.
    if (exchange.viewer.identityUsed()) {
      ResponseSide.stopStoring(exchange, StorageReason.SESSION);
      return;
    }
    exchange.fill = null;
    StoredResponse stored = fill.commit();
    if (stored == null) {
      StorageReason refusal = fill.refusal();
      exchange.trace.record(Step.STORAGE, refusal);
      boolean newerStored = refusal == StorageReason.SUPERSEDED;
      ResponseSide.settle(
          exchange, newerStored ? Flight.Outcome.STORED : Flight.Outcome.NOT_SHAREABLE);
      return;
    }
    CodedBody coded = exchange.coded;
    if (coded != null) {
      Compression.committed(exchange, coded, stored);
    }
    ResponseSide.settle(exchange, Flight.Outcome.STORED);
  }

  /** The length that Content-Length promised of a body, -1 for none (RFC 9112, 8). */
  private static long promised(Exchange exchange) {
    ResponseHead head = Objects.requireNonNull(exchange.originHead, "originHead");
    if (exchange.slices != null) {
      return exchange.slices.fetchedBytes();
    }
    boolean bodyless =
        head.status() == 204 || head.status() == 304 || exchange.request.method().equals("HEAD");
    return bodyless ? -1 : ContentLength.of(head);
  }

  /** True when the viewer waits for the rest. */
  private static boolean isOwed(Exchange exchange) {
    ResponsePlan plan = Objects.requireNonNull(exchange.responsePlan, "responsePlan");
    return plan.bodySent() && exchange.replacedViewerBody == null && !exchange.viewerGone;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * One try at an origin: moves the request's body out and the response in, both on the calling
 * thread, so that whoever is slower sets the pace.
 *
 * <p>An origin may answer before it has read the whole request. The thread therefore takes what has
 * come before it sends more, and waits only when neither side has anything to do.
 */
final class OriginCall {

  /** A pause this short is a full pipe, not an origin that has nothing to say for now. */
  private static final long SHORT_PAUSE_MILLIS = 2;

  private static final long RELEASE_MILLIS = 100;

  /** Reading so much of an unwanted body is cheaper than a new connection. */
  private static final long SHORT_BODY_BYTES = 64L * 1024;

  private final RemoteServer server;
  private final TimeBudget budget;
  private final boolean repeatable;
  private final boolean headOnly;
  private final CallEvents events;
  private final Request request;
  private final @Nullable Upload upload;

  private Content.@Nullable Source content;
  private boolean wanted = true;
  private boolean unflushed;
  private boolean done;

  OriginCall(
      RemoteServer server,
      HttpClient client,
      String name,
      OriginRequest asked,
      TimeBudget budget,
      OriginOptions options) {
    this.server = server;
    this.events = new CallEvents(connection -> hasAnswered(client, connection));
    this.budget = budget;
    this.headOnly = asked.method().equals("HEAD");
    this.repeatable = headOnly || asked.method().equals("GET");
    this.request = Messages.request(client, server, name, asked);
    if (options.interimPassed()) {
      request.attribute(InterimHandlers.EVENTS, events);
    }
    if (Messages.asksUpgrade(asked)) {
      request.attribute(HttpUpgrader.Factory.class.getName(), UpgradedConnection.upgrader(events));
    }
    this.upload =
        asked.body() == null
            ? null
            : new Upload(asked.body(), UploadLength.of(asked), asked.trailers(), events);
  }

  /** Of HTTP/2 classes nothing is known where there is none. */
  private static boolean hasAnswered(HttpClient client, Connection connection) {
    return connection instanceof org.eclipse.jetty.io.Connection http1
        ? http1.getMessagesIn() > 0
        : Http2Clients.hasAnswered(client, connection);
  }

  /**
   * Sends the request and pushes its response; returns after the end or throws.
   *
   * @return what became of the connection when it has left HTTP, else null
   */
  @Nullable UpgradedConnection run(OriginSink sink) throws IOException {
    budget.wakes(events);
    try {
      send();
      while (!done) {
        int counted = events.count();
        checkTime();
        if (!receive(sink) && (upload == null || !upload.step())) {
          pause(sink, counted);
        }
      }
    } finally {
      if (!done || (upload != null && !upload.isComplete())) {
        giveUp("the edge gave up the request");
      }
    }
    CallEvents.Upgraded upgraded = events.upgraded();
    if (upgraded != null) {
      return upgraded.tunnel();
    }
    awaitRelease();
    return null;
  }

  private void send() throws IOException {
    if (upload != null) {
      request.body(upload.content());
      if (upload.announcesTrailers()) {
        request.trailersSupplier(upload::sentTrailers);
      }
    }
    // As the complete listener it is told of the response's other events as well.
    request.onRequestListener(events).send(events);
    boolean waiting = true;
    while (waiting) {
      int counted = events.count();
      checkTime();
      waiting = !events.hasBegun() && events.failure() == null;
      if (waiting && !events.await(counted, server.connectMillis())) {
        throw Failures.tooSlow(server, "did not take a connection", server.connectMillis());
      }
    }
  }

  /** The end of a response may be seen before that of its request; then both free the pool. */
  private void awaitRelease() throws IOException {
    boolean waiting = true;
    while (waiting) {
      int counted = events.count();
      waiting = !events.isComplete() && events.await(counted, RELEASE_MILLIS);
    }
  }

  /** Closes the connection; the future tells only whether something was still going on. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void giveUp(String why) {
    request.abort(new IOException(why));
  }

  private void checkTime() throws OriginException {
    if (budget.isSpent()) {
      throw Failures.tooSlow(server, "did not complete", server.completionMillis());
    }
  }

  /** Takes what has come. Returns false when nothing has. */
  private boolean receive(OriginSink sink) throws IOException {
    if (content != null) {
      return events.mayRead() && receiveBody(content, sink);
    }
    ResponseHead interim = events.nextInterim();
    if (interim != null) {
      sink.interim(interim);
      return true;
    }
    CallEvents.Upgraded upgraded = events.upgraded();
    if (upgraded != null) {
      receiveTunnel(upgraded, sink);
      return true;
    }
    content = events.source();
    if (content != null) {
      receiveHead(sink);
      return true;
    }
    Throwable failure = events.failure();
    if (failure != null) {
      throw events.isCommitted()
          ? Failures.of(server, failure, false)
          : Failures.ofUnsent(server, failure);
    }
    return false;
  }

  private void receiveTunnel(CallEvents.Upgraded upgraded, OriginSink sink) throws IOException {
    ResponseHead head;
    try {
      head = Messages.upgradeHead(upgraded.response());
    } catch (IllegalArgumentException e) {
      upgraded.tunnel().close();
      throw badHead(e);
    }
    done = true;
    sink.upgrade(head, upgraded.tunnel());
  }

  private OriginException badHead(IllegalArgumentException cause) {
    return new OriginException(
        Kind.INVALID_RESPONSE, server + " sent a bad head: " + cause.getMessage(), cause);
  }

  private void receiveHead(OriginSink sink) throws IOException {
    ResponseHead head;
    try {
      head = Messages.head(Objects.requireNonNull(events.response(), "response"));
    } catch (IllegalArgumentException e) {
      throw badHead(e);
    }
    if (upload != null && head.status() >= 400) {
      upload.stop();
    }
    unflushed = true;
    wanted = sink.head(head);
    if (!wanted && !isShort(head)) {
      giveUp("the body is not wanted");
      finish(sink);
    }
  }

  private boolean isShort(ResponseHead head) {
    String length = head.headers().first("Content-Length");
    return headOnly
        || head.status() == 204
        || head.status() == 304
        || (length != null && length.length() < 6 && Long.parseLong(length) <= SHORT_BODY_BYTES);
  }

  private boolean receiveBody(Content.Source source, OriginSink sink) throws IOException {
    Content.Chunk chunk = source.read();
    if (chunk == null) {
      return false;
    }
    if (Content.Chunk.isFailure(chunk)) {
      if (wanted) {
        throw Failures.of(server, chunk.getFailure(), true);
      }
      finish(sink);
      return true;
    }
    boolean last = chunk.isLast();
    try {
      if (wanted && chunk.hasRemaining()) {
        unflushed = true;
        sink.body(chunk.getByteBuffer());
      }
    } finally {
      chunk.release();
    }
    if (last) {
      finish(sink);
    }
    return true;
  }

  private void finish(OriginSink sink) throws IOException {
    Response response = events.response();
    HttpFields trailers = response == null ? null : response.getTrailers();
    if (trailers != null && trailers.size() > 0) {
      sink.trailers(Messages.headers(trailers));
    }
    sink.end();
    done = true;
  }

  private void pause(OriginSink sink, int counted) throws IOException {
    if (content != null) {
      events.demand(content);
      if (unflushed) {
        if (events.await(counted, SHORT_PAUSE_MILLIS)) {
          return;
        }
        unflushed = false;
        sink.flush();
      }
    }
    if (!events.await(counted, server.readMillis())) {
      throw Failures.tooSlow(
          server, content == null ? "did not answer" : "sent nothing", server.readMillis());
    }
  }

  /** True when nothing of the viewer's body is used up and nothing was told to the viewer. */
  boolean untouched() {
    return content == null && (upload == null || !upload.hasStarted());
  }

  /**
   * Whether an origin closed an idle connection just when it was to be used again, which is no
   * failure of the origin and no try at it (RFC 9112, 9.3.1). What may have gone out is sent again
   * for GET and HEAD only.
   */
  boolean metStaleConnection(OriginException failure) {
    boolean unused = !events.hasBegun() && Failures.isClosed(failure);
    return failure.kind() == Kind.CONNECT
        && (events.isReused() || unused)
        && untouched()
        && (repeatable || !events.mayHaveLeft())
        && !budget.isSpent();
  }

  /**
   * Whether a try that ended so may be followed by another (CloudFront: response timeout): anything
   * that never reached the origin, and else only GET and HEAD.
   */
  boolean mayRepeat(Kind kind) {
    if (!untouched() || budget.isSpent()) {
      return false;
    }
    return switch (kind) {
      case CONNECT, DNS, TIMEOUT -> repeatable || !events.hasBegun();
      case TLS, INVALID_RESPONSE, BROKEN_OFF, CIRCUIT_OPEN -> false;
    };
  }
}

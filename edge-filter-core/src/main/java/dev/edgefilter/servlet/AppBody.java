// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.exchange.Exchange;
import dev.edgefilter.origin.OriginSink;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The body an application writes, on its way to the edge.
 *
 * <p>Bytes are held until the buffer size that the application may rely on is full, or it flushes
 * or ends; only then the head is final, and head and bytes go to the edge.
 */
final class AppBody {

  private enum State {
    /** The head may still change. */
    OPEN,
    /** The head has gone to the edge. */
    COMMITTED,
    /** No more bytes are taken, but the head goes out only at the end: redirects and 304. */
    SEALED,
    /** The container writes its error page. */
    HANDED_OVER,
    /** All has gone to the edge. */
    ENDED
  }

  private final ServletViewer viewer;
  private final OriginSink sink;
  private final HoldBuffer hold;
  private final Headers before;
  private volatile State state = State.OPEN;
  private boolean ended;
  private boolean listening;
  private long contentLength = -1;
  private @Nullable AppWriter writer;
  private @Nullable Runnable completion;

  AppBody(ServletViewer viewer, OriginSink sink) {
    this.viewer = viewer;
    this.sink = sink;
    this.hold = new HoldBuffer(viewer.servletResponse.getBufferSize());
    this.before = HeadWriter.read(viewer.servletResponse, -1, Headers.EMPTY);
  }

  private HttpServletResponse container() {
    return viewer.servletResponse;
  }

  /** What the application has set so far. */
  Headers currentHeaders() {
    return HeadWriter.read(container(), contentLength, before);
  }

  /** What was set before the application ran. */
  Headers before() {
    return before;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** True when the response is complete, as far as the application is concerned. */
  boolean ended() {
    return ended;
  }

  boolean isEmpty() {
    return hold.size() == 0;
  }

  /** True while a WriteListener is asked for bytes, so that nothing may block. */
  boolean isListening() {
    return listening;
  }

  void listening(boolean on) {
    listening = on;
  }

  void writtenBy(@Nullable AppWriter encoder) {
    writer = encoder;
  }

  void contentLength(long length) {
    contentLength = length;
  }

  int capacity() {
    return hold.capacity();
  }

  void capacity(int bytes) {
    hold.capacity(bytes);
  }

  /** Forgets the bytes that are held. */
  void clear() {
    hold.clear();
    if (writer != null) {
      writer.reset();
    }
  }

  /** Takes no more bytes; the head goes out at the end. */
  void seal() {
    state = State.SEALED;
  }

  /** Takes no more bytes, because the container writes an error page. */
  void handOver() {
    clear();
    state = State.HANDED_OVER;
  }

  /** Takes no more bytes: the application gave this error no body, so it gets one. */
  void withhold(int status, byte[] page) {
    clear();
    container().setStatus(status);
    container().setContentType("text/html");
    container().setContentLengthLong(-1);
    contentLength = -1;
    hold.add(page, 0, page.length);
    seal();
  }

  /** Takes bytes of the application. */
  void take(byte[] bytes, int offset, int length) throws IOException {
    if (state == State.OPEN && hold.takes(length)) {
      hold.add(bytes, offset, length);
    } else {
      take(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  /** Takes all remaining bytes of a buffer of the application. */
  void take(ByteBuffer bytes) throws IOException {
    if (state == State.OPEN) {
      if (hold.takes(bytes.remaining())) {
        hold.add(bytes);
        return;
      }
      commit();
      if (hold.size() > 0 && listening) {
        // One isReady() of the application allows one write to the container.
        sink.body(hold.drainWith(bytes));
        return;
      }
      pushHeld();
    }
    if (state == State.COMMITTED) {
      sink.body(bytes);
    }
  }

  void flush() throws IOException {
    if (state == State.OPEN || state == State.COMMITTED) {
      commit();
      pushHeld();
      sink.flush();
    }
  }

  private void pushHeld() throws IOException {
    if (hold.size() > 0) {
      sink.body(hold.drain());
    }
  }

  private void commit() throws IOException {
    if (state != State.COMMITTED) {
      state = State.COMMITTED;
      sink.head(new ResponseHead(container().getStatus(), currentHeaders()));
    }
  }

  /** Ends the response: what is held goes out, with its length where nothing went before. */
  void finish() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (state == State.HANDED_OVER || state == State.ENDED) {
      return;
    }
    if (writer != null) {
      writer.flushEncoder();
    }
    if (state != State.COMMITTED) {
      addLength();
      commit();
    }
    state = State.ENDED;
    sink.end(hold.drain());
    if (viewer.exchange().cutShort() && !viewer.exchange().viewerGone()) {
      // Tomcat would leave the viewer waiting for the rest.
      viewer.breakOff();
      throw new IOException("the body is shorter than the Content-Length " + contentLength);
    }
  }

  /** A response that fits the buffer gets its length, as containers do, unless more follows it. */
  private void addLength() {
    int status = container().getStatus();
    boolean bodyless = status == 204 || status == 304 || status < 200;
    if (contentLength < 0
        && !bodyless
        && container().getHeader("Transfer-Encoding") == null
        && !viewer.hasTrailers()) {
      boolean head = viewer.servletRequest.getMethod().equals("HEAD");
      if (!head || hold.size() > 0) {
        contentLength = hold.size();
        container().setContentLengthLong(contentLength);
      }
    }
  }

  /** The application threw; true when a stored response or a page has been served instead. */
  boolean endByException() throws IOException {
    Exchange exchange = viewer.exchange();
    if (exchange.headSent()) {
      return false;
    }
    if (viewer.engine.driver().withholdsError(exchange, 500)) {
      withhold(500, viewer.engine.driver().errorBody(exchange, 500));
      finish();
      return true;
    }
    handOver();
    ended =
        viewer
            .engine
            .driver()
            .handsErrorToContainer(exchange, 500, currentHeaders(), this::changeHeaders);
    return ended;
  }

  /** Sets the headers of a page that the container writes. */
  void changeHeaders(Headers wanted) {
    Headers set = currentHeaders();
    Headers left = HeadWriter.removeOthers(viewer.servletResponse, wanted, set, before);
    HeadWriter.write(viewer.servletResponse, wanted, left);
  }

  /** The application closes the stream: the response is complete. */
  void close() throws IOException {
    boolean open = state != State.HANDED_OVER && state != State.ENDED;
    finish();
    if (open && !isSending()) {
      container().getOutputStream().close();
    }
  }

  /** True while a stored body that the application confirmed is sent in its listener's place. */
  boolean isSending() {
    return viewer.exchange().isSending();
  }

  /** Completes the container's side, at once or when the stored body is sent. */
  void complete(Runnable containerSide) {
    synchronized (this) {
      if (isSending()) {
        completion = containerSide;
        return;
      }
    }
    containerSide.run();
  }

  /** The viewer takes bytes; false when that is the application's business. */
  boolean goesOn() throws IOException {
    if (!viewer.engine.driver().resume(viewer.exchange())) {
      return false;
    }
    completeIfAsked();
    return true;
  }

  /** Does what {@link #complete} has put off, unless the stored body is still being sent. */
  void completeIfAsked() {
    Runnable last;
    synchronized (this) {
      if (isSending()) {
        return;
      }
      last = completion;
      completion = null;
    }
    if (last != null) {
      last.run();
    }
  }

  /**
   * The container is done with the response, and may use it for another request: what the
   * application still writes must not reach it.
   */
  void cutOff() {
    state = State.ENDED;
  }

  /** The viewer has gone while a WriteListener was served. */
  void broke() {
    viewer.engine.driver().broke(viewer.exchange());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.OriginSink;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The response the application writes to.
 *
 * <p>Headers go straight to the container's response. Body bytes are held until the buffer size
 * that the application may rely on is full, or it flushes or ends; only then the head is final, and
 * head and bytes go to the edge. So everything an application may do before the commit, it may do
 * here.
 */
final class AppResponse extends HttpServletResponseWrapper {

  private enum State {
    /** The head may still change. */
    OPEN,
    /** The head has gone to the edge. */
    COMMITTED,
    /** Nothing more is taken: ended, redirected, or handed to the container as an error. */
    CLOSED
  }

  private final ServletViewer viewer;
  private final OriginSink sink;
  private final HoldBuffer hold;
  private final @Nullable String containerServer;
  private State state = State.OPEN;
  private boolean ended;
  private boolean handedToContainer;
  private boolean redirected;
  private long contentLength = -1;
  private @Nullable AppOutputStream stream;
  private @Nullable AppWriter writer;
  private @Nullable PrintWriter printWriter;

  AppResponse(ServletViewer viewer, OriginSink sink) {
    super(viewer.servletResponse);
    this.viewer = viewer;
    this.sink = sink;
    this.hold = new HoldBuffer(viewer.servletResponse.getBufferSize());
    this.containerServer = viewer.servletResponse.getHeader("Server");
  }

  @Override
  public ServletResponse getResponse() {
    return TomcatForward.shown(container());
  }

  private HttpServletResponse container() {
    return viewer.servletResponse;
  }

  /** What is set on the container's response now. */
  Headers currentHeaders() {
    return HeadWriter.read(container(), contentLength, containerServer);
  }

  boolean writesWithListener() {
    return stream != null && stream.hasListener();
  }

  // --- the body ------------------------------------------------------------------------------

  /** Takes bytes of the application. */
  void take(byte[] bytes, int offset, int length) throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.OPEN) {
      if (hold.takes(length)) {
        hold.add(bytes, offset, length);
        return;
      }
      commit();
      if (hold.size() > 0 && writesWithListener()) {
        // One isReady() of the application allows one write to the container.
        sink.body(hold.drainWith(bytes, offset, length));
        return;
      }
      pushHeld();
    }
    sink.body(ByteBuffer.wrap(bytes, offset, length));
  }

  private void pushHeld() throws IOException {
    if (hold.size() > 0) {
      sink.body(hold.drain());
    }
  }

  private void commit() throws IOException {
    if (state != State.OPEN) {
      return;
    }
    state = State.COMMITTED;
    sink.head(new ResponseHead(container().getStatus(), currentHeaders()));
  }

  /** Ends the response: what is held goes out, with its length where nothing went before. */
  void finish() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (handedToContainer) {
      return;
    }
    if (writer != null) {
      writer.flushEncoder();
    }
    if (state == State.OPEN || redirected) {
      state = State.OPEN;
      addLength();
      commit();
    }
    state = State.CLOSED;
    sink.end(hold.drain());
    if (viewer.exchange().cutShort() && !viewer.exchange().viewerGone()) {
      // Tomcat would leave the viewer waiting for the rest.
      throw new IOException("the body is shorter than the Content-Length " + contentLength);
    }
  }

  /** The viewer has gone while a WriteListener was served. */
  void broke() {
    viewer.engine.driver().broke(viewer.exchange());
  }

  /** True when the response is complete. */
  boolean ended() {
    return ended;
  }

  /** A response that fits the buffer gets its length, as containers do. */
  private void addLength() {
    int status = container().getStatus();
    boolean bodyless = status == 204 || status == 304 || status < 200;
    if (contentLength < 0 && !bodyless && !hasHeader("Transfer-Encoding")) {
      boolean head = viewer.servletRequest.getMethod().equals("HEAD");
      if (!head || hold.size() > 0) {
        setContentLengthLong(hold.size());
      }
    }
  }

  private boolean hasHeader(String name) {
    return container().getHeader(name) != null;
  }

  /** The application closes the stream: the response is complete. */
  void closeByApplication() throws IOException {
    finish();
    if (!handedToContainer) {
      container().getOutputStream().close();
    }
  }

  void flushBody() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    commit();
    pushHeld();
    sink.flush();
  }

  // --- what an application calls ---------------------------------------------------------------

  @Override
  public ServletResponse getResponse() {
    ServletResponse wrapped = super.getResponse();
    return wrapped == container() ? ClosedChain.of(container()) : wrapped;
  }

  /** Tomcat puts a wrapper behind this one while something is included. */
  private boolean isIncluding() {
    return super.getResponse() != container()
        && super.getResponse() instanceof ServletResponseWrapper;
  }

  /** True while head and state may change: not after the commit, nor by what is included. */
  private boolean isOpen() {
    return state == State.OPEN && !isIncluding();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (printWriter != null) {
      throw new IllegalStateException("getWriter() has been called on this response");
    }
    AppOutputStream opened = stream;
    if (opened == null) {
      opened = new AppOutputStream(this, container());
      stream = opened;
    }
    return opened;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter opened = printWriter;
    if (opened != null) {
      return opened;
    }
    if (stream != null) {
      throw new IllegalStateException("getOutputStream() has been called on this response");
    }
    String encoding = container().getCharacterEncoding();
    // As containers do: from now on the encoding is part of the content type.
    container().setCharacterEncoding(encoding);
    AppWriter encoder = new AppWriter(this, Charset.forName(encoding));
    writer = encoder;
    opened = new PrintWriter(encoder);
    printWriter = opened;
    return opened;
  }

  @Override
  public void setCharacterEncoding(String charset) {
    if (printWriter == null && isOpen()) {
      super.setCharacterEncoding(charset);
    }
  }

  @Override
  public void setContentType(String type) {
    if (!isOpen()) {
      return;
    }
    String encoding = printWriter == null ? null : container().getCharacterEncoding();
    super.setContentType(type);
    if (encoding != null) {
      super.setCharacterEncoding(encoding);
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    flushBody();
  }

  @Override
  public boolean isCommitted() {
    return state != State.OPEN || container().isCommitted();
  }

  @Override
  public void resetBuffer() {
    requireOpen();
    hold.clear();
    if (writer != null) {
      writer.reset();
    }
  }

  @Override
  public void reset() {
    requireOpen();
    if (isIncluding()) {
      return;
    }
    hold.clear();
    contentLength = -1;
    stream = null;
    writer = null;
    printWriter = null;
    super.reset();
  }

  private void requireOpen() {
    if (isCommitted()) {
      throw new IllegalStateException("the response is committed");
    }
  }

  @Override
  public int getBufferSize() {
    return hold.capacity();
  }

  @Override
  public void setBufferSize(int size) {
    if (hold.size() > 0 || isCommitted()) {
      throw new IllegalStateException("content has been written");
    }
    hold.capacity(size);
  }

  @Override
  public void sendError(int status) throws IOException {
    if (!endByError(status)) {
      super.sendError(status);
    }
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    if (!endByError(status)) {
      super.sendError(status, message);
    }
  }

  /** True when the edge answers itself; false when the container writes its error page. */
  private boolean endByError(int status) throws IOException {
    requireOpen();
    if (isIncluding()) {
      return true;
    }
    hold.clear();
    if (status == HttpServletResponse.SC_NOT_MODIFIED) {
      setStatus(status);
      state = State.CLOSED;
      redirected = true;
      return true;
    }
    state = State.CLOSED;
    handedToContainer = true;
    return viewer
        .engine
        .driver()
        .handsErrorToContainer(viewer.exchange(), status, container()::addHeader);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    redirect(location, SC_FOUND, true);
  }

  /** Servlet 6.1. */
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    redirect(location, SC_FOUND, clearBuffer);
  }

  /** Servlet 6.1. */
  public void sendRedirect(String location, int status) throws IOException {
    redirect(location, status, true);
  }

  /** Servlet 6.1. */
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    redirect(location, status, clearBuffer);
  }

  /** Containers would send the head at once, past the edge. */
  private void redirect(String location, int status, boolean clearBuffer) {
    requireOpen();
    if (isIncluding()) {
      return;
    }
    if (clearBuffer) {
      resetBuffer();
    }
    container().setStatus(status);
    container().setHeader("Location", Redirects.location(viewer.servletRequest, location));
    redirected = true;
    state = State.CLOSED;
  }

  // --- headers: nothing changes once the head is out ---------------------------------------------

  /** A session id in a link is no less personal than the session. */
  @Override
  public String encodeURL(String url) {
    return noteSession(url, super.encodeURL(url));
  }

  @Override
  public String encodeRedirectURL(String url) {
    return noteSession(url, super.encodeRedirectURL(url));
  }

  private String noteSession(String url, String encoded) {
    if (!encoded.equals(url)) {
      viewer.noteIdentity();
    }
    return encoded;
  }

  @Override
  public void addCookie(Cookie cookie) {
    if (isOpen()) {
      super.addCookie(cookie);
    }
  }

  @Override
  public void setLocale(Locale locale) {
    if (isOpen()) {
      super.setLocale(locale);
      if (locale != null && container().getHeader("Content-Language") == null) {
        // Tomcat writes this header only when it commits, too late for the store.
        container().setHeader("Content-Language", locale.toLanguageTag());
      }
    }
  }

  @Override
  public void setStatus(int status) {
    if (isOpen()) {
      super.setStatus(status);
    }
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    if (isOpen()) {
      contentLength = length;
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setHeader(String name, String value) {
    if (isOpen()) {
      noteLength(name, value);
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (isOpen()) {
      noteLength(name, value);
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  @Override
  public void setDateHeader(String name, long millis) {
    if (isOpen()) {
      super.setDateHeader(name, millis);
    }
  }

  @Override
  public void addDateHeader(String name, long millis) {
    if (isOpen()) {
      super.addDateHeader(name, millis);
    }
  }

  private void noteLength(String name, @Nullable String value) {
    if (name != null && name.equalsIgnoreCase("Content-Length")) {
      contentLength = value == null ? -1 : parse(value);
    }
  }

  private static long parse(String value) {
    try {
      return Long.parseLong(value.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.internal.exchange.ExchangeDriver;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The response the application writes to.
 *
 * <p>Headers go straight to the container's response, bytes to the {@link AppBody}, which commits
 * no earlier than a container would. So everything an application may do before the commit, it may
 * do here; and nothing changes the head after it.
 */
final class AppResponse extends HttpServletResponseWrapper {

  private static final int PROCESSING = 102;
  private static final int EARLY_HINTS = 103;

  private final ServletViewer viewer;
  private final AppBody body;
  private @Nullable AppOutputStream stream;
  private @Nullable PrintWriter printWriter;

  AppResponse(ServletViewer viewer, AppBody body) {
    super(viewer.servletResponse);
    this.viewer = viewer;
    this.body = body;
  }

  private HttpServletResponse container() {
    return viewer.servletResponse;
  }

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
    return body.isOpen() && !isIncluding();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (printWriter != null) {
      throw new IllegalStateException("getWriter() has been called on this response");
    }
    AppOutputStream opened = stream;
    if (opened == null) {
      opened = new AppOutputStream(body, container());
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
    AppWriter encoder = new AppWriter(body, Charset.forName(encoding));
    body.writtenBy(encoder);
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
    body.flush();
  }

  @Override
  public boolean isCommitted() {
    return !body.isOpen() || container().isCommitted();
  }

  @Override
  public void resetBuffer() {
    requireOpen();
    body.clear();
  }

  @Override
  public void reset() {
    requireOpen();
    if (isIncluding()) {
      return;
    }
    body.clear();
    body.contentLength(-1);
    body.writtenBy(null);
    stream = null;
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
    return body.capacity();
  }

  @Override
  public void setBufferSize(int size) {
    if (!body.isEmpty() || isCommitted()) {
      throw new IllegalStateException("content has been written");
    }
    body.capacity(size);
  }

  /** Containers take 102 and 103 for interim responses, after which the real one follows. */
  private static boolean isInterim(int status) {
    return status == PROCESSING || status == EARLY_HINTS;
  }

  @Override
  public void sendError(int status) throws IOException {
    if (isInterim(status) || !endByError(status)) {
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
    if (status == HttpServletResponse.SC_NOT_MODIFIED) {
      body.clear();
      setStatus(status);
      body.seal();
      return true;
    }
    ExchangeDriver driver = viewer.engine.driver();
    if (viewer.isErrorPage() || driver.withholdsError(viewer.exchange(), status)) {
      body.withhold(status, driver.errorBody(viewer.exchange(), status));
      return true;
    }
    body.handOver();
    return viewer
        .engine
        .driver()
        .handsErrorToContainer(
            viewer.exchange(), status, body.currentHeaders(), body::changeHeaders);
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
    body.seal();
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
      body.contentLength(length);
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
      body.contentLength(value == null ? -1 : parse(value));
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

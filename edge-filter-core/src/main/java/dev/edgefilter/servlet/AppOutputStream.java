// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The output stream of an application, blocking or with a {@link WriteListener}. */
final class AppOutputStream extends ServletOutputStream {

  private final AppResponse response;
  private final HttpServletResponse container;
  private boolean listening;
  private boolean closed;

  AppOutputStream(AppResponse response, HttpServletResponse container) {
    this.response = response;
    this.container = container;
  }

  boolean hasListener() {
    return listening;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (closed) {
      throw new IOException("the response is closed");
    }
    response.take(bytes, offset, length);
  }

  /** Servlet 6.1. */
  public void write(ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    write(copy, 0, copy.length);
  }

  @Override
  public void flush() throws IOException {
    response.flushBody();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      response.closeByApplication();
    }
  }

  @Override
  public boolean isReady() {
    try {
      return container.getOutputStream().isReady();
    } catch (IOException e) {
      return true; // the next write reports it
    }
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    try {
      listening = true;
      container.getOutputStream().setWriteListener(new Watched(listener, response));
    } catch (IOException e) {
      listening = false;
      throw new IllegalStateException(e);
    }
  }

  /** Notes that the viewer has gone; the application may complete as if nothing were missing. */
  private record Watched(WriteListener listener, AppResponse response) implements WriteListener {

    @Override
    public void onWritePossible() throws IOException {
      listener.onWritePossible();
    }

    @Override
    public void onError(Throwable problem) {
      response.broke();
      listener.onError(problem);
    }
  }
}

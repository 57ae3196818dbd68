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

  private final AppBody body;
  private final HttpServletResponse container;
  private final byte[] one = new byte[1];
  private boolean closed;

  AppOutputStream(AppBody body, HttpServletResponse container) {
    this.body = body;
    this.container = container;
  }

  @Override
  public void write(int b) throws IOException {
    one[0] = (byte) b;
    write(one, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    body.take(bytes, offset, length);
  }

  /** Servlet 6.1. */
  public void write(ByteBuffer bytes) throws IOException {
    requireOpen();
    body.take(bytes);
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the response is closed");
    }
  }

  @Override
  public void flush() throws IOException {
    body.flush();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      body.close();
    }
  }

  @Override
  public boolean isReady() {
    if (body.isSending()) {
      return true; // what the application still writes goes nowhere
    }
    try {
      return container.getOutputStream().isReady();
    } catch (IOException e) {
      return true; // the next write reports it
    }
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    try {
      body.listening(true);
      container.getOutputStream().setWriteListener(new Watched(listener, body));
    } catch (IOException e) {
      body.listening(false);
      throw new IllegalStateException(e);
    }
  }

  /** Notes that the viewer has gone; the application may complete as if nothing were missing. */
  private record Watched(WriteListener listener, AppBody body) implements WriteListener {

    @Override
    public void onWritePossible() throws IOException {
      if (!body.goesOn()) {
        listener.onWritePossible();
      }
    }

    @Override
    public void onError(Throwable problem) {
      body.broke();
      listener.onError(problem);
      body.completeIfAsked();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request body whose beginning was looked at, and which is read from there again. */
final class PeekedBody extends ServletInputStream {

  private final ServletInputStream rest;
  private final byte[] beginning;
  private int at;

  private PeekedBody(ServletInputStream rest, byte[] beginning) {
    this.rest = rest;
    this.beginning = beginning;
  }

  /** Waits until so many bytes are there, or the body ends. */
  static PeekedBody of(ServletInputStream body, int bytes) throws IOException {
    return new PeekedBody(body, body.readNBytes(bytes));
  }

  /** The beginning, one character for each byte, at most so many. */
  String text(int bytes) {
    int length = Math.min(bytes, beginning.length);
    return new String(Arrays.copyOf(beginning, length), StandardCharsets.ISO_8859_1);
  }

  private boolean isAtRest() {
    return at == beginning.length;
  }

  @Override
  public int read() throws IOException {
    return isAtRest() ? rest.read() : beginning[at++] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (isAtRest()) {
      return rest.read(bytes, offset, length);
    }
    int count = Math.min(length, beginning.length - at);
    System.arraycopy(beginning, at, bytes, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return isAtRest() ? rest.available() : beginning.length - at;
  }

  @Override
  public boolean isFinished() {
    return isAtRest() && rest.isFinished();
  }

  @Override
  public boolean isReady() {
    return !isAtRest() || rest.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    rest.setReadListener(new Replaying(listener));
  }

  /** Tells of the beginning before the end, since the container knows nothing of it. */
  private final class Replaying implements ReadListener {
    private final ReadListener listener;

    Replaying(ReadListener listener) {
      this.listener = listener;
    }

    @Override
    public void onDataAvailable() throws IOException {
      listener.onDataAvailable();
    }

    @Override
    public void onAllDataRead() throws IOException {
      while (!isAtRest()) {
        int before = at;
        listener.onDataAvailable();
        if (at == before) {
          break; // it does not want the rest
        }
      }
      listener.onAllDataRead();
    }

    @Override
    public void onError(Throwable failure) {
      listener.onError(failure);
    }
  }
}

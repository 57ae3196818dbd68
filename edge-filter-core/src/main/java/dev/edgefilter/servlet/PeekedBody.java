// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A request body whose beginning was looked at, and which is read from there again. */
final class PeekedBody extends ServletInputStream {

  private static final int MOST_BEGUN = 8 * 1024;

  private final ServletInputStream rest;
  private byte[] beginning;
  private int at;

  private PeekedBody(ServletInputStream rest, byte[] beginning) {
    this.rest = rest;
    this.beginning = beginning;
  }

  /** Waits until so many bytes are there, or the body ends. */
  static PeekedBody of(ServletInputStream body, int bytes) throws IOException {
    byte[] beginning = body.readNBytes(bytes);
    if (beginning.length < bytes) {
      checkEnd(body);
    }
    return new PeekedBody(body, beginning);
  }

  /** Waits until there is anything at all, or the body ends. */
  static PeekedBody begun(ServletInputStream body) throws IOException {
    int first = body.read();
    if (first < 0) {
      checkEnd(body);
      return new PeekedBody(body, new byte[0]);
    }
    // What is there goes along, as a single byte would be a piece of its own on its way.
    byte[] begun = new byte[1 + Math.max(0, Math.min(body.available(), MOST_BEGUN))];
    begun[0] = (byte) first;
    int more = body.readNBytes(begun, 1, begun.length - 1);
    return new PeekedBody(body, Arrays.copyOf(begun, 1 + more));
  }

  /** Bytes in the place of a body, which is read to its end so that its connection can go on. */
  static PeekedBody instead(ServletInputStream body, byte[] bytes) throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
    checkEnd(body);
    return new PeekedBody(body, bytes);
  }

  /** What was broken off has no end. */
  private static void checkEnd(ServletInputStream body) throws IOException {
    if (TomcatStream.wasReset(body)) {
      throw new EOFException("the viewer broke its request off");
    }
  }

  /** The beginning, at most so many bytes; waits until they are there, or the body ends. */
  byte[] beginning(int bytes) throws IOException {
    if (at > 0) {
      throw new IllegalStateException("the body is being read");
    }
    if (bytes > beginning.length) {
      byte[] more = rest.readNBytes(bytes - beginning.length);
      if (more.length < bytes - beginning.length) {
        checkEnd(rest);
      }
      int known = beginning.length;
      beginning = Arrays.copyOf(beginning, known + more.length);
      System.arraycopy(more, 0, beginning, known, more.length);
    }
    return Arrays.copyOf(beginning, Math.min(bytes, beginning.length));
  }

  /** True when there was nothing at its beginning. */
  boolean isEmpty() {
    return beginning.length == 0;
  }

  private boolean isAtRest() {
    return at == beginning.length;
  }

  @Override
  public int read() throws IOException {
    if (!isAtRest()) {
      return beginning[at++] & 0xff;
    }
    int read = rest.read();
    if (read < 0) {
      checkEnd(rest);
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (isAtRest()) {
      int read = rest.read(bytes, offset, length);
      if (read < 0) {
        checkEnd(rest);
      }
      return read;
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

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import dev.edgefilter.http.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** One viewer's connection, byte by byte; no call waits longer than half a minute. */
final class RawConnection implements AutoCloseable {
  private static final int LIMIT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private String method = "";

  RawConnection(int port) throws IOException {
    this(port, 0);
  }

  /** A small receive buffer makes the container wait for the viewer. */
  RawConnection(int port, int receiveBufferBytes) throws IOException {
    socket = new Socket();
    if (receiveBufferBytes > 0) {
      socket.setReceiveBufferSize(receiveBufferBytes);
    }
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request head: its lines, then the empty one. */
  RawConnection send(String... lines) throws IOException {
    method = lines[0].substring(0, Math.max(0, lines[0].indexOf(' ')));
    sendText(String.join("\r\n", lines) + "\r\n\r\n");
    return this;
  }

  void sendText(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** A whole response, or what came of it. */
  RawResponse receive() throws IOException {
    RawResponse head = receiveHead();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean complete;
    try {
      complete = receiveBody(head, body);
    } catch (EOFException | SocketException e) {
      complete = false;
    }
    return new RawResponse(head.status(), head.headers(), body.toByteArray(), complete);
  }

  /** What comes until the connection ends, behind a head that was read already. */
  RawResponse receive(int status) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    in.transferTo(body);
    return new RawResponse(status, Headers.EMPTY, body.toByteArray(), true);
  }

  /** The head alone; the body is still to come. */
  RawResponse receiveHead() throws IOException {
    String status = line();
    Headers.Builder headers = Headers.builder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int code = Integer.parseInt(status.split(" ", 3)[1]);
    return new RawResponse(code, headers.build(), new byte[0], false);
  }

  private boolean receiveBody(RawResponse head, ByteArrayOutputStream body) throws IOException {
    int status = head.status();
    if (method.equals("HEAD") || status == 204 || status == 304 || status < 200) {
      return true;
    }
    if (head.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      while (true) {
        byte[] chunk = receiveChunk();
        if (chunk.length == 0) {
          return true;
        }
        body.writeBytes(chunk);
      }
    }
    if (head.headers().contains("Content-Length")) {
      copy(Long.parseLong(head.header("Content-Length")), body);
      return true;
    }
    in.transferTo(body);
    return true;
  }

  /** The next chunk of a chunked body; empty at its end. */
  byte[] receiveChunk() throws IOException {
    String size = line();
    if (size.isEmpty()) {
      size = line(); // the end of the chunk before, which Jetty sends no earlier
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    copy(Integer.parseInt(size.split(";", 2)[0].strip(), 16), chunk);
    if (chunk.size() == 0) {
      line(); // the end of the body
    }
    return chunk.toByteArray();
  }

  /** So many bytes as they are. */
  String receiveText(int length) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    copy(length, text);
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  private void copy(long length, ByteArrayOutputStream to) throws IOException {
    byte[] buffer = new byte[8192];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the connection ended " + left + " bytes early");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended in a line: " + line);
      }
      if (b == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
  }

  /** Hangs up at once, with a reset. */
  void hangUp() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

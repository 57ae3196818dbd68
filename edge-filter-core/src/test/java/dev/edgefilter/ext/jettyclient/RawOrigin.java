// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An origin that reads request heads and answers byte by byte as a test wants. */
public final class RawOrigin implements AutoCloseable {

  /** What is done on one connection, once per request on it. */
  public interface Script {
    /** Answers; {@code head} is the request's head with its last empty line. */
    void answer(Connection connection, String head) throws IOException;
  }

  /** One connection and its number, from 1. */
  public record Connection(Socket socket, InputStream in, int number) {

    public void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** The chunked body that follows a head, as it comes; throws when it ends too early. */
    public String readChunked() throws IOException {
      StringBuilder wire = new StringBuilder();
      int size = -1;
      while (size != 0) {
        String line = readLine();
        size = Integer.parseInt(line.strip(), 16);
        wire.append(line);
        if (size > 0) {
          wire.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
          wire.append(readLine());
        }
      }
      String trailer = "";
      while (!trailer.equals("\r\n")) {
        trailer = readLine();
        wire.append(trailer);
      }
      return wire.toString();
    }

    private String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      while (line.length() == 0 || line.charAt(line.length() - 1) != '\n') {
        int read = in.read();
        if (read < 0) {
          throw new EOFException("the body ends in \"" + line + '"');
        }
        line.append((char) read);
      }
      return line.toString();
    }

    /** Closes with a reset, so that what is unread on the other side is lost. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the other side has closed. */
    public void awaitClosed() throws IOException {
      try {
        while (in.read() >= 0) {
          // what still comes does not matter
        }
      } catch (IOException e) {
        // a reset is a close as well
      }
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Thread acceptor = new Thread(this::accept, "raw-origin");

  private RawOrigin(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  public static RawOrigin start(Script script) throws IOException {
    RawOrigin origin =
        new RawOrigin(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    origin.acceptor.setDaemon(true);
    origin.acceptor.start();
    return origin;
  }

  /** Answers every request with the same text and closes the connection. */
  public static RawOrigin answering(String text) throws IOException {
    return start(
        (connection, head) -> {
          connection.send(text);
          connection.socket().shutdownOutput();
          connection.awaitClosed();
        });
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The heads of all requests so far. */
  public List<String> heads() {
    return heads;
  }

  public int connections() {
    return sockets.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = sockets.size();
        Thread thread = new Thread(() -> serve(socket, number), "raw-origin-" + number);
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Connection connection = new Connection(socket, in, number);
      for (String head = readHead(in); head != null; head = readHead(in)) {
        heads.add(head);
        script.answer(connection, head);
      }
    } catch (IOException e) {
      // the other side went away, as some tests want
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        return null;
      }
      head.append((char) read);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

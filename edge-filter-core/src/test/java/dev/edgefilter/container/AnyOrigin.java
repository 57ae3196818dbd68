// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An origin whose answers are written once, for every {@link Chain}: a server sends them, or the
 * application in the container does. The edge before it follows the standard, with no lifetime of
 * its own.
 */
final class AnyOrigin implements AutoCloseable {
  private static final long LIMIT_SECONDS = 25;

  /** A request as the origin got it; a body in chunks with their framing. */
  record Asked(String method, String target, Headers headers, String body) {

    /** All lines of a header, joined; empty when there is none. */
    String header(String name) {
      String value = headers.joined(name);
      return value == null ? "" : value;
    }
  }

  /** Answers one request; may wait before the head and between the pieces of a body. */
  interface Script {
    void answer(Asked asked, Reply reply) throws Exception;
  }

  /** One answer, piece by piece. */
  interface Reply {
    /** Sends the head, as in {@code "ETag: "1" / Age: 5"}; a length below 0 is not told. */
    void begin(int status, String headers, long bodyBytes) throws IOException;

    /** Sends a piece of the body at once. */
    void write(byte[] piece) throws IOException;

    /** Ends the connection or the exchange with no end of the body. */
    void breakOff() throws IOException;

    /** A whole answer. */
    default void send(int status, String headers, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
      begin(status, headers, bytes.length);
      write(bytes);
    }
  }

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private RawOrigin server;
  private Edge edge;

  /** What happens next; of the container's threads and the origin's. */
  private volatile Script script;

  /** Starts the edge; the answers may be changed with {@link #answers}. */
  Edge start(EdgeExtension edges, Chain chain, Consumer<EdgeSetup> more) throws IOException {
    if (chain.proxy) {
      server = RawOrigin.start(this::serve);
    }
    edge =
        edges.start(
            chain.kind,
            setup -> {
              setup.engine.fidelity(Fidelity.STANDARD).collapseWait(Duration.ofSeconds(25));
              setup.policy(
                  CachePolicyConfig.builder("standard")
                      .defaultTtlSeconds(0)
                      .queryStrings(NameSelection.all())
                      .acceptEncoding(false, false)
                      .build());
              setup.distribution.defaultBehavior(
                  behavior -> {
                    behavior
                        .cachePolicy("standard")
                        .originRequestPolicy("Managed-AllViewer")
                        .allowedMethods(AllowedMethods.ALL);
                    if (chain.proxy) {
                      behavior.targetOrigin("far");
                    }
                  });
              if (chain.proxy) {
                setup.distribution.origin(RemoteServer.origin("far", server.port()).build());
              } else {
                setup.app(Edge.ANY_PATH, this::serve);
              }
              more.accept(setup);
            });
    return edge;
  }

  Edge start(EdgeExtension edges, Chain chain) throws IOException {
    return start(edges, chain, setup -> {});
  }

  AnyOrigin answers(Script next) {
    script = next;
    return this;
  }

  /** From now on each request gets this; what confirms is a 304 without a body. */
  AnyOrigin answers(int status, String headers, String body) {
    return answers((request, reply) -> reply.send(status, headers, body));
  }

  /** The requests so far. */
  List<Asked> asked() {
    return Collections.unmodifiableList(asked);
  }

  Asked last() {
    return asked.get(asked.size() - 1);
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS), "waited in vain");
  }

  private void answer(Asked request, Reply reply) throws IOException {
    asked.add(request);
    try {
      script.answer(request, reply);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Headers lines(String headers) {
    return HeaderLines.of(headers, edge.clock.millis());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static boolean hasBody(Asked request, int status) {
    return !request.method().equals("HEAD") && status != 204 && status != 304;
  }

  // --- as a server -----------------------------------------------------------------------------

  private void serve(RawOrigin.Connection connection, String head) throws IOException {
    String[] lines = head.split("\r\n", -1);
    Headers.Builder headers = Headers.builder();
    for (int i = 1; !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      headers.add(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    Headers built = headers.build();
    String length = built.first("Content-Length");
    String body =
        built.contains("Transfer-Encoding")
            ? connection.readChunked()
            : text(connection.in().readNBytes(length == null ? 0 : Integer.parseInt(length)));
    String[] line = lines[0].split(" ", -1);
    ServerReply reply = new ServerReply(connection, new Asked(line[0], line[1], built, body));
    answer(reply.request, reply);
    reply.end();
  }

  private final class ServerReply implements Reply {
    private final RawOrigin.Connection connection;
    private final Asked request;
    private boolean body;
    private boolean chunked;

    ServerReply(RawOrigin.Connection connection, Asked request) {
      this.connection = connection;
      this.request = request;
    }

    @Override
    public void begin(int status, String headers, long bodyBytes) throws IOException {
      body = hasBody(request, status);
      chunked = body && bodyBytes < 0;
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\n");
      Headers all = lines(headers);
      for (int i = 0; i < all.size(); i++) {
        head.append(all.name(i)).append(": ").append(all.value(i)).append("\r\n");
      }
      if (chunked) {
        head.append("Transfer-Encoding: chunked\r\n");
      } else if (body) {
        head.append("Content-Length: ").append(bodyBytes).append("\r\n");
      }
      connection.send(head.append("\r\n").toString());
    }

    @Override
    public void write(byte[] piece) throws IOException {
      if (body && piece.length > 0) {
        OutputStream out = connection.socket().getOutputStream();
        if (chunked) {
          connection.send(Integer.toHexString(piece.length) + "\r\n");
        }
        out.write(piece);
        connection.send(chunked ? "\r\n" : "");
      }
    }

    @Override
    public void breakOff() throws IOException {
      connection.reset();
      throw new IOException("wanted");
    }

    void end() throws IOException {
      if (chunked) {
        connection.send("0\r\n\r\n");
      }
    }
  }

  // --- as the application ----------------------------------------------------------------------

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Headers.Builder headers = Headers.builder();
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        headers.add(name, value);
      }
    }
    String query = request.getQueryString();
    Asked asking =
        new Asked(
            request.getMethod(),
            request.getRequestURI() + (query == null ? "" : "?" + query),
            headers.build(),
            text(request.getInputStream().readAllBytes()));
    answer(asking, new AppReply(asking, response));
  }

  private final class AppReply implements Reply {
    private final Asked request;
    private final HttpServletResponse response;
    private boolean body;

    AppReply(Asked request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
    }

    @Override
    public void begin(int status, String headers, long bodyBytes) {
      body = hasBody(request, status);
      response.setStatus(status);
      Headers all = lines(headers);
      for (int i = 0; i < all.size(); i++) {
        if (all.name(i).equals("Date")) {
          response.setHeader("Date", all.value(i)); // Jetty has put one there already
        } else {
          response.addHeader(all.name(i), all.value(i));
        }
      }
      if (body && bodyBytes >= 0) {
        response.setContentLengthLong(bodyBytes);
      }
    }

    @Override
    public void write(byte[] piece) throws IOException {
      if (body && piece.length > 0) {
        response.getOutputStream().write(piece);
        response.flushBuffer();
      }
    }

    @Override
    public void breakOff() throws IOException {
      throw new IOException("wanted");
    }
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}

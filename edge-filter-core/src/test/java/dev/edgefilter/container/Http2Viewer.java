// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/**
 * One viewer's connection in HTTP/2 without TLS, frame by frame; no call waits longer than half a
 * minute.
 */
final class Http2Viewer implements AutoCloseable {
  private static final long LIMIT_SECONDS = 30;
  private static final String HOST = "www.example.test";

  private final HTTP2Client client = new HTTP2Client();
  private final Session session;

  Http2Viewer(int port) throws Exception {
    client.start();
    session =
        in(
            client.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Session.Listener() {}));
  }

  private static <T> T in(CompletableFuture<T> future) throws Exception {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** A whole request without content, and its answer; headers are whole lines. */
  RawResponse ask(String method, String target, String... headers) throws Exception {
    return send(method, target, headers).answer();
  }

  RawResponse get(String target, String... headers) throws Exception {
    return ask("GET", target, headers);
  }

  /** A whole request without content. */
  Call send(String method, String target, String... headers) throws Exception {
    return start(new Call(), HOST, method, target, true, headers);
  }

  /** A whole request of one who takes nothing of the body. */
  Call sendPaused(String target, String... headers) throws Exception {
    return start(new Call().pause(), HOST, "GET", target, true, headers);
  }

  /** The head of a request, whose content is still to come. */
  Call open(String method, String target, String... headers) throws Exception {
    return start(new Call(), HOST, method, target, false, headers);
  }

  /** A request for another authority. */
  Call sendTo(String authority, String target, String... headers) throws Exception {
    return start(new Call(), authority, "GET", target, true, headers);
  }

  private Call start(
      Call call, String authority, String method, String target, boolean last, String... headers)
      throws Exception {
    MetaData.Request head =
        new MetaData.Request(
            method,
            "http",
            new HostPortHttpField(authority),
            target,
            HttpVersion.HTTP_2,
            fields(headers),
            -1);
    call.stream = in(session.newStream(new HeadersFrame(head, null, last), call));
    return call;
  }

  private static HttpFields fields(String... lines) {
    HttpFields.Mutable fields = HttpFields.build();
    for (String line : lines) {
      int colon = line.indexOf(':');
      fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return fields;
  }

  private static Headers headers(HttpFields fields) {
    Headers.Builder headers = Headers.builder();
    for (HttpField field : fields) {
      headers.add(field.getName(), field.getValue() == null ? "" : field.getValue());
    }
    return headers.build();
  }

  /** Ends the connection without a word. */
  @Override
  public void close() throws IOException {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** One request and what comes of it. */
  static final class Call implements Stream.Listener {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Stream stream;
    private RawResponse interim;
    private RawResponse head;
    private Headers trailers = Headers.EMPTY;
    private boolean paused;
    private boolean ended;
    private String failure;

    // --- the request ---------------------------------------------------------------------------

    /** A part of the content, and whether it is the last. */
    Call data(String text, boolean last) throws Exception {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      in(stream.data(new DataFrame(stream.getId(), bytes, last)));
      return this;
    }

    /** The end of the request. */
    Call trailers(String... lines) throws Exception {
      MetaData fields = new MetaData(HttpVersion.HTTP_2, Http2Viewer.fields(lines));
      in(stream.headers(new HeadersFrame(stream.getId(), fields, null, true)));
      return this;
    }

    /** Gives the stream up, while the connection goes on. */
    void reset() throws Exception {
      in(stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code)));
    }

    /** Takes no more of the body than has come. */
    synchronized Call pause() {
      paused = true;
      return this;
    }

    // --- the response --------------------------------------------------------------------------

    /** The head alone. */
    synchronized RawResponse head() throws InterruptedException {
      await(() -> head != null || failure != null);
      assertTrue(head != null, failure);
      return head;
    }

    /** A whole response, or what came of it; without any head the status is 0. */
    synchronized RawResponse answer() throws InterruptedException {
      await(() -> ended || failure != null);
      return head == null
          ? new RawResponse(0, Headers.EMPTY, body.toByteArray(), false)
          : new RawResponse(head.status(), head.headers(), body.toByteArray(), ended);
    }

    /** Waits until so much of the body has come. */
    synchronized String body(int bytes) throws InterruptedException {
      await(() -> body.size() >= bytes || ended || failure != null);
      return body.toString(StandardCharsets.ISO_8859_1);
    }

    /** What came after the body. */
    synchronized Headers trailers() {
      return trailers;
    }

    /** The last interim response, or null. */
    synchronized RawResponse interim() {
      return interim;
    }

    /** How the stream broke, or null. */
    synchronized String failure() {
      return failure;
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertTrue(left > 0, "nothing more came in time");
        wait(left);
      }
    }

    // --- the connection ------------------------------------------------------------------------

    @Override
    public synchronized void onHeaders(Stream from, HeadersFrame frame) {
      if (frame.getMetaData() instanceof MetaData.Response response) {
        RawResponse got =
            new RawResponse(
                response.getStatus(), headers(response.getHttpFields()), new byte[0], false);
        if (response.getStatus() < 200) {
          interim = got;
        } else {
          head = got;
        }
      } else {
        trailers = headers(frame.getMetaData().getHttpFields());
      }
      ended = frame.isEndStream();
      notifyAll();
      if (head != null && !ended && !paused) {
        from.demand();
      }
    }

    @Override
    public void onDataAvailable(Stream from) {
      Stream.Data data = from.readData();
      while (data != null) {
        synchronized (this) {
          byte[] bytes = new byte[data.frame().remaining()];
          data.frame().getByteBuffer().get(bytes);
          body.writeBytes(bytes);
          ended = data.frame().isEndStream();
          data.release();
          notifyAll();
          if (ended || paused) {
            return;
          }
        }
        data = from.readData();
      }
      from.demand();
    }

    @Override
    public void onReset(Stream from, ResetFrame frame, Callback callback) {
      fail("reset with " + frame.getError());
      callback.succeeded();
    }

    @Override
    public void onFailure(
        Stream from, int error, String reason, Throwable cause, Callback callback) {
      fail("failed with " + error + ", " + reason);
      callback.succeeded();
    }

    private synchronized void fail(String how) {
      failure = how;
      notifyAll();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of an origin gets another address: one server listens on two of the loopback. */
@Timeout(60)
class MovedOriginTest {
  private static final String OLD = "127.0.0.1";
  private static final String NEW = "127.0.0.2";
  private static final long NEVER_MILLIS = 3_600_000;
  private static final long SOON_MILLIS = 50;
  private static final long LIMIT_SECONDS = 20;

  private final Server server = new Server();
  private final ChangingNames names = new ChangingNames();
  private final CountDownLatch slowAsked = new CountDownLatch(1);
  private final CountDownLatch slowMayEnd = new CountDownLatch(1);
  private ServerConnector atOld;
  private int port;

  /** Answers with one address at a time, and counts who wants to know. */
  private static final class ChangingNames implements SocketAddressResolver {
    volatile List<String> addresses = List.of(OLD);
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public void resolve(
        String name,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      asked.add(name);
      List<InetSocketAddress> found = new ArrayList<>();
      try {
        for (String address : addresses) {
          found.add(new InetSocketAddress(InetAddress.getByName(address), port));
        }
        promise.succeeded(found);
      } catch (IOException e) {
        promise.failed(e);
      }
    }
  }

  private final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws InterruptedException {
      if (request.getHttpURI().getPath().equals("/slow")) {
        slowAsked.countDown();
        if (!slowMayEnd.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          callback.failed(new IOException("nobody let it end"));
          return true;
        }
      }
      Content.Sink.write(response, true, Request.getLocalAddr(request), callback);
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    atOld = listen(OLD, 0);
    server.setHandler(new Answers());
    server.start();
    port = atOld.getLocalPort();
    ServerConnector atNew = listen(NEW, port);
    atNew.start();
  }

  private ServerConnector listen(String address, int at) {
    HttpConfiguration settings = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(settings),
            new HTTP2CServerConnectionFactory(settings));
    connector.setHost(address);
    connector.setPort(at);
    server.addConnector(connector);
    return connector;
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Origin origin(boolean http2, long oldestMillis) {
    return new JettyOriginConnector(new ConnectionSettings(null, names, oldestMillis))
        .connect(
            Origins.config("origin.example", port, OriginProtocolPolicy.HTTP_ONLY, 20).build(),
            OriginOptions.DEFAULT.withHttp2(http2 ? Set.of("app") : Set.of()));
  }

  /** Which address answers. */
  private static String ask(Origin origin) throws IOException {
    RecordingSink sink = new RecordingSink();
    origin.fetch(Origins.get("/"), sink);
    assertTrue(sink.ended);
    return sink.body();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keptConnectionIsUsedAsLongAsItIsYoung(boolean http2) throws IOException {
    try (Origin origin = origin(http2, NEVER_MILLIS)) {
      assertEquals(OLD, ask(origin));
      names.addresses = List.of(NEW);

      assertEquals(OLD, ask(origin));
      assertEquals(List.of("origin.example"), names.asked);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void busyConnectionIsGivenUpInTimeAndTheNewAddressAsked(boolean http2) throws IOException {
    try (Origin origin = origin(http2, SOON_MILLIS)) {
      assertEquals(OLD, ask(origin));
      names.addresses = List.of(NEW);

      // It is asked without a pause, so that no connection is idle for long.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (ask(origin).equals(OLD)) {
        assertTrue(System.nanoTime() < end, "the old address is still asked");
      }
      assertEquals(NEW, ask(origin));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void requestThatIsUnderWayOnTheOldAddressEndsThere(boolean http2) throws Exception {
    try (Origin origin = origin(http2, SOON_MILLIS)) {
      RecordingSink slow = new RecordingSink();
      Thread viewer =
          new Thread(
              () -> {
                try {
                  origin.fetch(Origins.get("/slow"), slow);
                } catch (IOException e) {
                  // the sink has no end then
                }
              });
      viewer.start();
      assertTrue(slowAsked.await(LIMIT_SECONDS, TimeUnit.SECONDS));
      names.addresses = List.of(NEW);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (ask(origin).equals(OLD)) {
        assertTrue(System.nanoTime() < end, "the old address is still asked");
      }

      slowMayEnd.countDown();
      viewer.join();

      assertEquals(OLD + " true", slow.body() + " " + slow.ended);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void addressThatIsGoneIsLeftAtOnce(boolean http2) throws Exception {
    try (Origin origin = origin(http2, NEVER_MILLIS)) {
      assertEquals(OLD, ask(origin));
      names.addresses = List.of(NEW);
      atOld.stop();

      assertEquals(NEW, ask(origin));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nextAddressOfANameIsTriedWhereOneTakesNoConnection(boolean http2) throws Exception {
    atOld.stop();
    names.addresses = List.of(OLD, NEW);
    try (Origin origin = origin(http2, NEVER_MILLIS)) {
      assertEquals(NEW, ask(origin));
    }
  }
}

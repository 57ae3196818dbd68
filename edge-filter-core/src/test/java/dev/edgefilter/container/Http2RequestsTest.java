// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.servlet.ExplainServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What origins get of viewers that speak HTTP/2: a server over HTTP/1.1, and the application. */
@Tag("container")
final class Http2RequestsTest {
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** What of a body reached the server: pieces as they came, and "end" or "broken". */
  private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();

  /** Answers once it has the whole body. */
  private RawOrigin origin() throws IOException {
    return RawOrigin.start(
        (connection, head) -> {
          String lower = head.toLowerCase(Locale.ROOT);
          try {
            if (lower.contains("\r\ntransfer-encoding: chunked\r\n")) {
              readChunks(connection);
            } else if (lower.contains("\r\ncontent-length: 5\r\n")) {
              pieces.add(
                  new String(connection.in().readNBytes(5), StandardCharsets.ISO_8859_1)
                      + " whole");
            } else {
              pieces.add("nothing");
            }
          } catch (IOException | NumberFormatException e) {
            pieces.add("broken");
            throw new IOException(e);
          }
          connection.send(GOOD);
        });
  }

  private void readChunks(RawOrigin.Connection connection) throws IOException {
    int size = -1;
    while (size != 0) {
      size = Integer.parseInt(line(connection), 16);
      String chunk = new String(connection.in().readNBytes(size), StandardCharsets.ISO_8859_1);
      if (size > 0) {
        pieces.add(chunk);
        line(connection);
      }
    }
    StringBuilder trailers = new StringBuilder("end");
    for (String line = line(connection); !line.isEmpty(); line = line(connection)) {
      trailers.append(' ').append(line.toLowerCase(Locale.ROOT));
    }
    pieces.add(trailers.toString());
  }

  private static String line(RawOrigin.Connection connection) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = connection.in().read(); c != '\n'; c = connection.in().read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private String piece() throws InterruptedException {
    String piece = pieces.poll(20, TimeUnit.SECONDS);
    assertTrue(piece != null, "nothing more came");
    return piece;
  }

  /** All pieces up to the end as one text: how a body is cut on its way is nobody's business. */
  private String whole() throws InterruptedException {
    StringBuilder whole = new StringBuilder();
    String piece = piece();
    while (!piece.startsWith("end")) {
      whole.append(piece);
      piece = piece();
    }
    return whole + " " + piece;
  }

  private Edge edge(ServletContainer.Kind kind, RawOrigin origin, Consumer<EdgeSetup> more) {
    return edges.startHttp2(
        kind,
        setup -> {
          setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
          setup.defaultBehavior(
              behavior ->
                  behavior
                      .targetOrigin("far")
                      .allowedMethods(AllowedMethods.ALL)
                      .originRequestPolicy("Managed-AllViewer"));
          setup.behavior(
              "/app/*",
              behavior ->
                  behavior
                      .targetOrigin("app")
                      .allowedMethods(AllowedMethods.ALL)
                      .originRequestPolicy("Managed-AllViewer"));
          more.accept(setup);
        });
  }

  private static String lastHead(RawOrigin origin) {
    return origin.heads().get(origin.heads().size() - 1).toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @EnumSource
  void theAuthorityReachesOriginsAsHost(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              setup ->
                  setup.app(
                      "/app/host",
                      (q, r) ->
                          r.getWriter().print(q.getHeader("Host") + " " + q.getServerName())));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        assertEquals("200 Miss good", viewer.get("/a").line());
        assertTrue(lastHead(origin).contains("\r\nhost: www.example.test\r\n"), lastHead(origin));
        assertEquals("200 Miss www.example.test www.example.test", viewer.get("/app/host").line());
        assertEquals(
            "200 Miss other.test:8443 other.test",
            viewer.sendTo("other.test:8443", "/app/host").answer().line());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rulesAndFunctionsKnowTheAuthorityAsHost(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> {
                setup.config.webAcl(
                    WebAclConfig.builder("acl")
                        .rule(
                            "evil",
                            ByteMatch.of(
                                FieldToMatch.header("host"),
                                ByteMatch.Position.EXACTLY,
                                "evil.test"),
                            WafAction.block())
                        .build());
                setup.distribution.webAcl("acl");
                setup.config.function(
                    FunctionConfig.builder(
                            "host",
                            "function handler(event) { return {statusCode: 200, headers:"
                                + " {'x-host': {value: event.request.headers.host.value}}}; }")
                        .build());
                setup.behavior(
                    "/function",
                    b -> b.targetOrigin("far").function(FunctionEvent.VIEWER_REQUEST, "host"));
              });
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        assertEquals(200, viewer.get("/a").status());
        assertEquals(403, viewer.sendTo("evil.test", "/a").answer().status());
        assertEquals("one.test", viewer.sendTo("one.test", "/function").answer().header("X-Host"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void explanationOfAPathAloneIsOfTheAuthority(ServletContainer.Kind kind, @TempDir Path directory)
      throws Exception {
    try (EdgeEngine engine = EdgeEngine.builder().config(site()).start();
        ServletContainer container =
            kind.start(
                directory,
                ContainerSettings.PLAIN.withHttp2(),
                (classes, context) ->
                    context.addServlet("explain", new ExplainServlet(engine)).addMapping("/*"));
        Http2Viewer viewer = new Http2Viewer(container.port())) {
      String text = viewer.get("/explain?url=/a").text();
      assertTrue(text.startsWith("GET http://www.example.test/a\n"), text);
    }
  }

  private static EdgeConfig site() {
    EdgeSetup setup = new EdgeSetup();
    return setup.config.distribution(setup.distribution.build()).build();
  }

  @ParameterizedTest
  @EnumSource
  void answersForOneHostAreNotThoseForAnother(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) -> {
              String lower = head.toLowerCase(Locale.ROOT);
              int start = lower.indexOf("\r\nhost: ") + 8;
              String host = head.substring(start, lower.indexOf("\r\n", start));
              connection.send(
                  "HTTP/1.1 200 OK\r\nContent-Length: " + host.length() + "\r\n\r\n" + host);
            })) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> {
                setup.policy(
                    EdgeSetup.policy("host").headers(HeaderSelection.whitelist("Host")).build());
                setup.defaultBehavior(behavior -> behavior.targetOrigin("far").cachePolicy("host"));
              });
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        assertEquals("200 Miss one.test", viewer.sendTo("one.test", "/a").answer().line());
        assertEquals("200 Miss two.test", viewer.sendTo("two.test", "/a").answer().line());
        assertEquals("200 Hit one.test", viewer.sendTo("one.test", "/a").answer().line());
        assertEquals("200 Miss www.example.test", edge.get("/a").line());
        assertEquals("200 Hit www.example.test", viewer.get("/a").line(), "whatever the version");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void cookiesThatCameInCrumbsAreOneHeader(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> {
                setup.policy(
                    EdgeSetup.policy("cookies").cookies(NameSelection.whitelist("a", "b")).build());
                setup.behavior("/keyed", b -> b.targetOrigin("far").cachePolicy("cookies"));
              });
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        viewer.get("/a", "Cookie: a=1", "Cookie: b=2");
        assertTrue(lastHead(origin).contains("\r\ncookie: a=1; b=2\r\n"), lastHead(origin));
        assertEquals("Miss", viewer.get("/keyed", "Cookie: a=1", "Cookie: b=2").xCache());
        assertEquals("Hit", viewer.get("/keyed", "Cookie: b=2; a=1").xCache());
        assertEquals("Miss", viewer.get("/keyed", "Cookie: a=1", "Cookie: b=3").xCache());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestWithoutContentHasNone(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = origin()) {
      Edge edge = edge(kind, origin, setup -> {});
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE")) {
          assertEquals(200, viewer.ask(method, "/" + method).status());
          assertFalse(lastHead(origin).contains("transfer-encoding"), lastHead(origin));
          assertEquals(200, viewer.open(method, "/e/" + method).data("", true).answer().status());
          assertFalse(lastHead(origin).contains("transfer-encoding"), lastHead(origin));
        }
      }
      assertEquals(10, pieces.size());
      assertEquals(10, pieces.stream().filter("nothing"::equals).count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestWithoutContentIsRepeatedAtAnotherOrigin(ServletContainer.Kind kind)
      throws Exception {
    try (RawOrigin origin = origin();
        RawOrigin failing = RawOrigin.answering("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> {
                setup
                    .distribution
                    .origin(RemoteServer.origin("failing", failing.port()).build())
                    .originGroup("pair", "failing", "far", 503)
                    .originGroup("mixed", "failing", "app", 503);
                setup.behavior("/pair", b -> b.targetOrigin("pair"));
                setup.behavior("/mixed", b -> b.targetOrigin("mixed"));
                setup.app("/mixed", (q, r) -> r.getWriter().print(q.getReader().readLine()));
              });
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        assertEquals("200 Miss good", viewer.get("/pair").line());
        assertEquals("200 Miss null", viewer.get("/mixed").line());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void contentArrivesWhateverIsSaidOfItsLength(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = origin()) {
      Edge edge = edge(kind, origin, setup -> setup.app("/app/echo", Http2RequestsTest::echo));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        assertEquals(
            "200 Miss good", viewer.open("POST", "/a").data("hello", true).answer().line());
        assertTrue(lastHead(origin).contains("\r\ntransfer-encoding: chunked\r\n"));
        assertEquals("hello end", whole());

        Http2Viewer.Call measured = viewer.open("POST", "/a", "Content-Length: 5");
        assertEquals("200 Miss good", measured.data("hello", true).answer().line());
        assertFalse(lastHead(origin).contains("transfer-encoding"), lastHead(origin));
        assertEquals("hello whole", piece());

        for (String header : List.of("X-Any: 1", "Content-Length: 5")) {
          assertEquals(
              "200 Miss hello",
              viewer.open("POST", "/app/echo", header).data("hello", true).answer().line());
        }
        assertEquals("200 Miss ", viewer.ask("POST", "/app/echo").line());
      }
    }
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getInputStream().transferTo(response.getOutputStream());
  }

  @ParameterizedTest
  @EnumSource
  void everyPartArrivesBeforeTheNextIsSent(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              setup ->
                  setup.app(
                      "/app/parts",
                      (request, response) -> {
                        byte[] part = new byte[4];
                        for (int i = 0; i < 3; i++) {
                          assertEquals(4, request.getInputStream().readNBytes(part, 0, 4));
                          pieces.add(new String(part, StandardCharsets.ISO_8859_1));
                        }
                        response.getWriter().print(request.getInputStream().read());
                      }));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        for (String path : List.of("/a", "/app/parts")) {
          Http2Viewer.Call call = viewer.open("PUT", path);
          for (String part : List.of("part", "more", "last")) {
            call.data(part, false);
            StringBuilder came = new StringBuilder();
            while (came.length() < 4) {
              came.append(piece());
            }
            assertEquals(part, came.toString());
          }
          call.data("", true);
          assertEquals(200, call.answer().status());
          assertEquals(path.equals("/a") ? "end" : null, pieces.poll());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fieldsAfterTheContentReachTheOriginWhereTheFidelitySaysSo(ServletContainer.Kind kind)
      throws Exception {
    try (RawOrigin origin = origin()) {
      Edge edge = edge(kind, origin, setup -> setup.engine.fidelity(Fidelity.STANDARD));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        viewer
            .open("POST", "/a", "Trailer: X-Sum")
            .data("hello", false)
            .trailers("X-Sum: 42", "X-Other: 1")
            .answer();
        assertEquals("hello end x-sum: 42", whole());

        viewer.open("POST", "/a", "Trailer: X-Sum").trailers("X-Sum: 43").answer();
        assertEquals(" end x-sum: 43", whole());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void contentThatIsBrokenOffIsNeverWhole(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch read = new CountDownLatch(1);
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              setup ->
                  setup.app(
                      "/app/a",
                      (request, response) -> {
                        request.getInputStream().readNBytes(4);
                        read.countDown();
                        request.getInputStream().readAllBytes();
                      }));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        Http2Viewer.Call call = viewer.open("POST", "/a").data("part", false);
        StringBuilder came = new StringBuilder();
        while (came.length() < 4) {
          came.append(piece());
        }
        call.reset();
        assertEquals("broken", piece());
        edge.records(1);
      }
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        Http2Viewer.Call call = viewer.open("POST", "/app/a").data("part", false);
        assertTrue(read.await(20, TimeUnit.SECONDS));
        call.reset();
        edge.records(2);
      }
    }
  }

  /** The reset is known before anybody waits for the rest. */
  @ParameterizedTest
  @EnumSource
  void contentOfAViewerThatLeftBeforeIsNeverWhole(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> {
                setup.engine.function(
                    "gate",
                    event -> {
                      entered.countDown();
                      assertTrue(await(go));
                      return FunctionResult.request(event.request());
                    });
                setup.behavior(
                    "/gated",
                    behavior ->
                        behavior
                            .targetOrigin("far")
                            .allowedMethods(AllowedMethods.ALL)
                            .function(FunctionEvent.VIEWER_REQUEST, "gate"));
              });
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        Http2Viewer.Call call = viewer.open("POST", "/gated").data("part", false);
        assertTrue(entered.await(20, TimeUnit.SECONDS));
        call.reset();
        assertEquals("200 Miss good", viewer.get("/behind").line());
        assertEquals("nothing", piece());
        go.countDown();
        edge.records(2);
      }
      assertFalse(pieces.contains("end"), pieces::toString);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.Fidelity;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.brotli.dec.BrotliInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What viewers get of responses that the edge compresses, byte by byte. */
@Tag("container")
class CompressionTest {
  private static final byte[] BODY = text(300_000);
  private static final String GZIP = "Accept-Encoding: gzip";
  private static final String BOTH = "Accept-Encoding: gzip, deflate, br";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static byte[] text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("<p>paragraph ").append(text.length() * 31L % 997).append("</p>\n");
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  private Edge start(ServletContainer.Kind kind, Consumer<EdgeSetup> settings) {
    return edges.start(
        kind,
        setup -> {
          setup.policy(
              CachePolicyConfig.builder("encoded")
                  .defaultTtlSeconds(60)
                  .acceptEncoding(true, true)
                  .build());
          setup.defaultBehavior(b -> b.cachePolicy("encoded").compress(true));
          settings.accept(setup);
        });
  }

  private static void page(HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("ETag", "\"v1\"");
    response.setHeader("Content-MD5", "of the plain bytes");
    response.setContentLength(BODY.length);
    response.getOutputStream().write(BODY);
  }

  private static byte[] decoded(RawResponse answer) throws IOException {
    InputStream in = new ByteArrayInputStream(answer.body());
    return switch (answer.header("Content-Encoding")) {
      case "gzip" -> new GZIPInputStream(in).readAllBytes();
      case "br" -> new BrotliInputStream(in).readAllBytes();
      default -> throw new AssertionError("Content-Encoding: " + answer.headers());
    };
  }

  @ParameterizedTest
  @EnumSource
  void bodyIsEncodedForTheFirstViewerAndStored(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, setup -> setup.app("/page", (q, r) -> page(r)));
    for (String accepts : new String[] {GZIP, BOTH}) {
      String coding = accepts.equals(GZIP) ? "gzip" : "br";
      for (String result : new String[] {"Miss", "Hit"}) {
        RawResponse answer = edge.get("/page", accepts);
        assertAll(
            () -> assertTrue(answer.complete()),
            () -> assertEquals("200 " + result, answer.status() + " " + answer.xCache()),
            () -> assertEquals(coding, answer.header("Content-Encoding")),
            () -> assertEquals("Accept-Encoding", answer.header("Vary")),
            () -> assertEquals("W/\"v1\"", answer.header("ETag")),
            () -> assertEquals("", answer.header("Content-MD5")),
            () -> assertTrue(answer.body().length < BODY.length / 3),
            () -> assertArrayEquals(BODY, decoded(answer)));
        if (result.equals("Hit")) {
          assertEquals(answer.body().length + "", answer.header("Content-Length"));
        }
      }
    }
    RawResponse plain = edge.get("/page");
    assertArrayEquals(BODY, plain.body());
    assertEquals("\"v1\"", plain.header("ETag"));
    assertEquals("of the plain bytes", plain.header("Content-MD5"));
    assertEquals(3, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void headConditionAndRangeAreOfTheEncodedBody(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, setup -> setup.app("/page", (q, r) -> page(r)));
    RawResponse whole = edge.get("/page", GZIP);
    RawResponse head = edge.head("/page", GZIP);
    assertEquals("200 Hit ", head.line());
    assertEquals(whole.body().length + "", head.header("Content-Length"));
    assertEquals("gzip", head.header("Content-Encoding"));

    RawResponse unchanged = edge.get("/page", GZIP, "If-None-Match: W/\"v1\"");
    assertEquals(304, unchanged.status());
    assertEquals("W/\"v1\"", unchanged.header("ETag"));
    assertEquals("Accept-Encoding", unchanged.header("Vary"));

    RawResponse part = edge.get("/page", GZIP, "Range: bytes=100-199");
    assertEquals(206, part.status());
    assertEquals("bytes 100-199/" + whole.body().length, part.header("Content-Range"));
    assertArrayEquals(Arrays.copyOfRange(whole.body(), 100, 200), part.body());
    assertEquals(416, edge.get("/page", GZIP, "Range: bytes=" + BODY.length + "-").status());
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void theApplicationConfirmsItsOwnTag(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (q, r) -> {
                      if ("\"v1\"".equals(q.getHeader("If-None-Match"))) {
                        r.setHeader("ETag", "\"v1\"");
                        r.setStatus(304);
                      } else {
                        page(r);
                      }
                    }));
    edge.get("/page", GZIP);
    edge.clock.advance(Duration.ofSeconds(61));
    RawResponse confirmed = edge.get("/page", GZIP);
    assertEquals("200 RefreshHit", confirmed.status() + " " + confirmed.xCache());
    assertEquals("W/\"v1\"", confirmed.header("ETag"));
    assertArrayEquals(BODY, decoded(confirmed));
  }

  @ParameterizedTest
  @EnumSource
  void viewersOnHttp10GetItAsItIs(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, setup -> setup.app("/page", (q, r) -> page(r)));
    edge.get("/page", GZIP);
    try (RawConnection connection = edge.connect()) {
      RawResponse old = connection.send("GET /page HTTP/1.0", "Host: h", GZIP).receive();
      assertEquals("", old.header("Content-Encoding"));
      assertArrayEquals(BODY, old.body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatMustNotBeEncodedIsLeftAsItIs(ServletContainer.Kind kind) throws Exception {
    byte[] zipped = zipped();
    Edge edge =
        start(
            kind,
            setup ->
                setup
                    .app(
                        "/zipped",
                        (q, r) -> {
                          r.setContentType("text/html");
                          r.setHeader("Content-Encoding", "gzip");
                          r.setHeader("ETag", "\"z\"");
                          r.setContentLength(zipped.length);
                          r.getOutputStream().write(zipped);
                        })
                    .app(
                        "/no-transform",
                        (q, r) -> {
                          r.setHeader("Cache-Control", "max-age=60, no-transform");
                          page(r);
                        })
                    .app("/listener", (q, r) -> listen(q.startAsync())));
    for (String what : new String[] {"Miss", "Hit"}) {
      RawResponse already = edge.get("/zipped", GZIP);
      assertArrayEquals(zipped, already.body(), what);
      assertEquals("\"z\"", already.header("ETag"), what);
      for (String path : new String[] {"/no-transform", "/listener"}) {
        RawResponse answer = edge.get(path, GZIP);
        assertEquals(what, answer.xCache(), path);
        assertEquals("", answer.header("Content-Encoding"), path);
        assertArrayEquals(BODY, answer.body(), path);
        assertTrue(answer.complete(), path);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBodyOfUnknownLengthIsEncodedExceptAsCloudFront(ServletContainer.Kind kind)
      throws Exception {
    for (Fidelity fidelity : Fidelity.values()) {
      Edge edge =
          start(
              kind,
              setup -> {
                setup.engine.fidelity(fidelity);
                setup.app(
                    "/chunked",
                    (q, r) -> {
                      r.setContentType("text/html");
                      r.setHeader("Cache-Control", "max-age=60");
                      r.getOutputStream().write(BODY);
                    });
              });
      boolean encoded = fidelity != Fidelity.CLOUDFRONT;
      assertEquals("", edge.head("/chunked", GZIP).header("Content-Encoding"), fidelity + "");
      for (String what : new String[] {"Miss", "Hit"}) {
        RawResponse answer = edge.get("/chunked", GZIP);
        assertEquals(what, answer.xCache(), fidelity + "");
        assertEquals(encoded ? "gzip" : "", answer.header("Content-Encoding"), fidelity + what);
        assertArrayEquals(BODY, encoded ? decoded(answer) : answer.body(), fidelity + what);
        assertTrue(answer.complete(), fidelity + what);
      }
    }
  }

  private static byte[] zipped() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(BODY);
    }
    return bytes.toByteArray();
  }

  private static void listen(AsyncContext async) throws IOException {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    response.setContentType("text/html");
    response.setContentLength(BODY.length);
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(
        new WriteListener() {
          private int at;

          @Override
          public void onWritePossible() throws IOException {
            while (out.isReady()) {
              if (at == BODY.length) {
                async.complete();
                return;
              }
              int length = Math.min(10_000, BODY.length - at);
              at += length;
              out.write(BODY, at - length, length);
            }
          }

          @Override
          public void onError(Throwable problem) {}
        });
  }

  @ParameterizedTest
  @EnumSource
  void smallPagesHaveTheLengthOfTheBuffer(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            setup ->
                setup
                    .app(
                        "/buffered",
                        (q, r) -> {
                          r.setContentType("text/html;charset=UTF-8");
                          r.getWriter().print(new String(BODY, 0, 4000, StandardCharsets.US_ASCII));
                        })
                    .app(
                        "/small",
                        (q, r) -> {
                          r.setContentType("text/html;charset=UTF-8");
                          r.getWriter().print(new String(BODY, 0, 999, StandardCharsets.US_ASCII));
                        }));
    assertArrayEquals(Arrays.copyOf(BODY, 4000), decoded(edge.get("/buffered", GZIP)));
    assertArrayEquals(Arrays.copyOf(BODY, 4000), decoded(edge.get("/buffered", GZIP)));
    assertEquals("", edge.get("/small", GZIP).header("Content-Encoding"));
  }

  @ParameterizedTest
  @EnumSource
  void asynchronousApplicationsAreEncodedToo(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            setup ->
                setup.app(
                    "/async",
                    (q, r) -> {
                      AsyncContext async = q.startAsync();
                      async.start(
                          () -> {
                            try {
                              page((HttpServletResponse) async.getResponse());
                            } catch (IOException e) {
                              throw new IllegalStateException(e);
                            }
                            async.complete();
                          });
                    }));
    assertArrayEquals(BODY, decoded(edge.get("/async", BOTH)));
    RawResponse hit = edge.get("/async", BOTH);
    assertEquals("Hit", hit.xCache());
    assertArrayEquals(BODY, decoded(hit));
  }

  @ParameterizedTest
  @EnumSource
  void aBodyShorterThanPromisedNeverEndsCleanly(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        start(
            kind,
            setup ->
                setup.app(
                    "/short",
                    (q, r) -> {
                      r.setContentType("text/html");
                      r.setContentLength(BODY.length + 1);
                      r.getOutputStream().write(BODY);
                    }));
    RawResponse answer = edge.get("/short", GZIP);
    assertFalse(answer.status() == 200 && answer.complete(), answer.headers()::toString);
    edge.get("/short", GZIP);
    assertEquals(2, edge.runs("/short"), "not kept");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorPageIsEncodedLikeAnyPage(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            setup -> {
              setup.distribution.customError(404, "/page", 404, 10);
              setup.app("/page", (q, r) -> page(r)).app("/gone", (q, r) -> r.sendError(404));
            });
    for (int i = 0; i < 2; i++) {
      RawResponse answer = edge.get("/gone", GZIP);
      assertEquals("404 Error", answer.status() + " " + answer.xCache());
      assertArrayEquals(BODY, decoded(answer));
    }
  }
}

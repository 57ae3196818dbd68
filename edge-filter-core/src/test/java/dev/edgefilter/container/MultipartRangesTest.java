// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several ranges in one answer, out of the store and out of an answer that passes by. */
@Tag("container")
final class MultipartRangesTest {
  private static final byte[] BODY = new byte[300_000];

  static {
    for (int i = 0; i < BODY.length; i++) {
      BODY[i] = (byte) (i % 251);
    }
  }

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind, Handler handler) throws Exception {
    return edges.start(kind, setup -> setup.app("/file", handler));
  }

  private static final Handler WRITES =
      (request, response) -> {
        response.setContentType("video/mp4");
        response.setHeader("ETag", "\"v1\"");
        response.setContentLength(BODY.length);
        for (int at = 0; at < BODY.length; at += 7_000) {
          response.getOutputStream().write(BODY, at, Math.min(7_000, BODY.length - at));
        }
      };

  /** The body that RFC 9110, 14.6 asks for, with the boundary the answer names. */
  private static byte[] expected(RawResponse response, String type, int[][] ranges) {
    String boundary = response.header("Content-Type").split("boundary=", -1)[1];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ranges.length; i++) {
      text.append(i == 0 ? "--" : "\r\n--").append(boundary).append("\r\n");
      text.append("Content-Type: ").append(type).append("\r\n");
      text.append("Content-Range: bytes ").append(ranges[i][0]).append('-').append(ranges[i][1]);
      text.append("/300000\r\n\r\n");
      byte[] part = Arrays.copyOfRange(BODY, ranges[i][0], ranges[i][1] + 1);
      text.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    text.append("\r\n--").append(boundary).append("--\r\n");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void assertParts(RawResponse response, int[][] ranges) {
    assertEquals(206, response.status());
    assertTrue(
        response.header("Content-Type").startsWith("multipart/byteranges; boundary="),
        response.header("Content-Type"));
    byte[] expected = expected(response, "video/mp4", ranges);
    assertEquals(Integer.toString(expected.length), response.header("Content-Length"));
    assertFalse(response.headers().contains("Content-Range"));
    assertTrue(Arrays.equals(expected, response.body()), "the parts, byte by byte");
    assertTrue(response.complete());
    assertEquals("\"v1\"", response.header("ETag"));
  }

  @ParameterizedTest
  @EnumSource
  void ascendingRangesAreTheSameColdAndWarm(ServletContainer.Kind kind) throws Exception {
    String[] asked = {
      "bytes=0-0,2-2",
      "bytes=10-20,65530-196620,-1",
      "bytes=0-149999,150000-",
      "bytes=0-6999,7000-13999"
    };
    int[][][] parts = {
      {{0, 0}, {2, 2}},
      {{10, 20}, {65_530, 196_620}, {299_999, 299_999}},
      {{0, 149_999}, {150_000, 299_999}},
      {{0, 6_999}, {7_000, 13_999}},
    };
    for (int i = 0; i < asked.length; i++) {
      Edge edge = start(kind, WRITES);
      RawResponse cold = edge.get("/file", "Range: " + asked[i]);
      RawResponse warm = edge.get("/file", "Range: " + asked[i]);

      assertEquals("Miss Hit", cold.xCache() + " " + warm.xCache(), asked[i]);
      assertParts(cold, parts[i]);
      assertParts(warm, parts[i]);
      assertEquals("video/mp4", edge.get("/file").header("Content-Type"));
      assertEquals(1, edge.runs("/file"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void conditionsComeFirstAndHeadHasNoRanges(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, WRITES);
    edge.get("/file");
    String ranges = "Range: bytes=0-1,5-6";

    assertEquals(304, edge.get("/file", ranges, "If-None-Match: \"v1\"").status());
    assertEquals(412, edge.get("/file", ranges, "If-Match: \"v0\"").status());
    assertEquals(200, edge.get("/file", ranges, "If-Range: \"v0\"").status());
    assertEquals(416, edge.get("/file", "Range: bytes=300000-,400000-").status());
    assertParts(edge.get("/file", ranges, "If-Range: \"v1\""), new int[][] {{0, 1}, {5, 6}});
    RawResponse head = edge.head("/file", ranges);
    assertEquals("200 300000", head.status() + " " + head.header("Content-Length"));
    assertEquals("video/mp4", head.header("Content-Type"));
  }

  @ParameterizedTest
  @EnumSource
  void aFloodOfRangesIsAnsweredWithTheWhole(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, WRITES);
    edge.get("/file");
    StringBuilder flood = new StringBuilder("Range: bytes=0-0");
    for (int i = 1; i <= 20; i++) {
      flood.append(',').append(i * 2).append('-').append(i * 2);
    }

    RawResponse response = edge.get("/file", flood.toString());

    assertEquals("200 Hit", response.status() + " " + response.xCache());
    assertTrue(Arrays.equals(BODY, response.body()));
    // The fetch may still be ending, and then this one has waited for it.
    assertTrue(
        response.header("Cache-Status").endsWith("detail=fresh"), response.header("Cache-Status"));
  }

  @ParameterizedTest
  @EnumSource
  void partsOfAnApplicationThatMustNotBlockAreCutToo(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            (request, response) -> {
              response.setContentType("video/mp4");
              response.setHeader("ETag", "\"v1\"");
              response.setContentLength(BODY.length);
              AsyncContext async = request.startAsync();
              ServletOutputStream out = response.getOutputStream();
              out.setWriteListener(new Pieces(async, out));
            });
    int[][] parts = {{10, 20}, {65_530, 196_620}, {299_999, 299_999}};

    RawResponse cold = edge.get("/file", "Range: bytes=10-20,65530-196620,-1");
    RawResponse warm = edge.get("/file", "Range: bytes=10-20,65530-196620,-1");

    assertParts(cold, parts);
    assertParts(warm, parts);
    assertEquals("Hit", warm.xCache());
  }

  /** Writes the body in pieces, each when the container is ready for it. */
  private static final class Pieces implements WriteListener {
    private final AsyncContext async;
    private final ServletOutputStream out;
    private int at;

    Pieces(AsyncContext async, ServletOutputStream out) {
      this.async = async;
      this.out = out;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (at == BODY.length) {
          async.complete();
          return;
        }
        int length = Math.min(20_000, BODY.length - at);
        at += length;
        out.write(BODY, at - length, length);
      }
    }

    @Override
    public void onError(Throwable failure) {
      async.complete();
    }
  }
}

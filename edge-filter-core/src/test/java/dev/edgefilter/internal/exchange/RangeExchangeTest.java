// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.internal.response.ResponseReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole exchanges: ranges of what is stored and of what passes by. */
final class RangeExchangeTest {
  private static final String FILE =
      "Cache-Control: max-age=60 / Content-Length: 10 / Content-Type: text/plain";

  @RegisterExtension final TestEdge edge = new TestEdge();

  @Test
  void partsOfAMissAndOfAHitAreTheSame() {
    edge.app.answers(200, FILE, "0123456789");

    Answer miss = edge.get("/a", "Range: bytes=0-1,4-5,-1");
    Answer hit = edge.get("/a", "Range: bytes=0-1,4-5,-1");

    String boundary = hit.header("Content-Type").replace("multipart/byteranges; boundary=", "");
    assertAll(
        () -> assertEquals(1, edge.app.asked()),
        () -> assertEquals(206, miss.status()),
        () -> assertEquals(206, hit.status()),
        () -> assertEquals(ResponseReason.RANGES, hit.reason(Step.RESPONSE)),
        () -> assertEquals(Integer.toString(hit.body().length()), hit.header("Content-Length")),
        () -> assertEquals(miss.header("Content-Length"), hit.header("Content-Length")),
        () ->
            assertEquals(
                "--B/01/--B/45/--B/9/--B--/",
                hit.body()
                    .replace(boundary, "B")
                    .replaceAll("\r\nContent-[^\r]*", "")
                    .replace("\r\n\r\n", "\r\n")
                    .replace("\r\n", "/")),
        () ->
            assertEquals(
                miss.body().replaceAll("--[^\r]*", ""), hit.body().replaceAll("--[^\r]*", "")),
        () -> assertEquals(hit.body().length(), edge.log.get(1).bodyBytes()));
  }

  @Test
  void aFunctionMayNotChangeTheBoundary() {
    edge.functions.put(
        "f",
        event ->
            FunctionResult.response(
                event.response().withHeader("Content-Type", "image/png").withHeader("X-A", "1")));
    edge.behavior(b -> b.function(FunctionEvent.VIEWER_RESPONSE, "f"));
    edge.app.answers(200, FILE, "0123456789");

    Answer ranges = edge.get("/a", "Range: bytes=0-1,4-5");

    assertTrue(
        ranges.header("Content-Type").startsWith("multipart/byteranges"),
        ranges.header("Content-Type"));
    assertEquals("1", ranges.header("X-A"));
    assertEquals("image/png", edge.get("/a").header("Content-Type"));
  }

  @Test
  void aFunctionsOwnBodyTakesThePlaceOfTheParts() {
    edge.functions.put(
        "f",
        event -> FunctionResult.response(new FunctionResponse(200, Headers.of("A", "1"), "new")));
    edge.behavior(b -> b.function(FunctionEvent.VIEWER_RESPONSE, "f"));
    edge.app.answers(200, FILE, "0123456789");

    Answer miss = edge.get("/a", "Range: bytes=0-1,4-5");
    Answer hit = edge.get("/a", "Range: bytes=0-1,4-5");

    assertEquals("200 new", miss.status() + " " + miss.body());
    assertEquals("200 new", hit.status() + " " + hit.body());
    assertNull(hit.header("Content-Type"));
    assertEquals("3", hit.header("Content-Length"));
  }

  @Test
  void aBodyThatEndsInsideOfAPartIsCutOff() {
    edge.app.answers(200, FILE, "01234567");

    Answer cut = edge.get("/a", "Range: bytes=0-1,5-8");

    assertEquals(206, cut.status());
    assertTrue(cut.exchange().cutShort());
    assertEquals(StorageReason.INCOMPLETE, cut.reason(Step.STORAGE));
  }

  @Test
  void aBodyThatIsLostInsideOfAPartBreaksTheConnection() {
    edge.app.answers(200, FILE, "0123456789");
    edge.get("/a");
    edge.store.losesBodiesWhileRead = true;

    assertThrows(
        IOException.class, () -> edge.run(edge.viewer("GET", "/a", "Range: bytes=0-1,4-5")));
  }

  @Test
  void aPartNobodyAskedForIsNotStored() {
    edge.app.answers(206, "Cache-Control: max-age=60 / Content-Range: bytes 0-1/10", "01");

    Answer first = edge.get("/a");
    Answer second = edge.get("/a");

    assertEquals(206, first.status());
    assertEquals(StorageReason.PARTIAL, first.reason(Step.STORAGE));
    assertEquals("Miss from cloudfront", second.xCache());
    assertEquals(2, edge.app.asked());
  }
}

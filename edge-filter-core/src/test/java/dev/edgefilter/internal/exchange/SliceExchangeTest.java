// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.SliceReason;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.internal.response.ResponseReason;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.store.Invalidation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole exchanges: ranges of cold large objects, fetched and stored in slices of 1,000 bytes. */
final class SliceExchangeTest {
  private static final byte[] BODY = RangeOrigin.body(9_500, 0);

  @RegisterExtension final TestEdge edge = new TestEdge();
  private final RangeOrigin origin = new RangeOrigin(BODY);
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void sliceAThousandBytes() {
    edge.sliceBytes = 1_000;
    edge.behavior(b -> b.targetOrigin("api"));
    edge.remote.does(
        (request, sink) -> {
          String range = request.headers().first("Range");
          asked.add(range == null ? "whole" : range.replace("bytes=", ""));
          origin.answer(request, sink);
        });
  }

  private static String text(byte[] body, int first, int last) {
    return new String(Arrays.copyOfRange(body, first, last + 1), StandardCharsets.ISO_8859_1);
  }

  private Answer range(String range) {
    return edge.get("/a", "Range: bytes=" + range);
  }

  private void assertRange(Answer answer, int first, int last) {
    assertAll(
        () -> assertEquals(206, answer.status()),
        () ->
            assertEquals(
                "bytes " + first + "-" + last + "/" + origin.body.length,
                answer.header("Content-Range")),
        () -> assertEquals(Integer.toString(last - first + 1), answer.header("Content-Length")),
        () -> assertEquals(text(origin.body, first, last), answer.body()),
        () -> assertFalse(answer.exchange().cutShort()));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    7500-7600  | 7500 | 7600 | 7000-7999
    7500-8200  | 7500 | 8200 | 7000-7999 8000-8999
    7000-7999  | 7000 | 7999 | 7000-7999
    6999-8000  | 6999 | 8000 | 6000-6999 7000-7999 8000-8999
    8999-      | 8999 | 9499 | 8000-8999 9000-9999
    9000-99999 | 9000 | 9499 | 9000-9999
    999-1000   | 999  | 1000 | 0-999 1000-1999
    -100       | 9400 | 9499 | 0-999 9000-9999
    -600       | 8900 | 9499 | 0-999 8000-8999 9000-9999
    -9500      | 0    | 9499 | 0-999 1000-1999 2000-2999 3000-3999 4000-4999 5000-5999 6000-6999 7000-7999 8000-8999 9000-9999
    """)
  void aColdRangeAsksForItsSlicesAndNoMore(String range, int first, int last, String slices) {
    Answer cold = range(range);
    List<String> askedCold = List.copyOf(asked);
    Answer warm = range(range);

    assertRange(cold, first, last);
    assertRange(warm, first, last);
    assertAll(
        () -> assertEquals(slices, String.join(" ", askedCold)),
        () -> assertEquals(askedCold, asked, "the second comes from the store"),
        () -> assertEquals("Miss from cloudfront", cold.xCache()),
        () -> assertEquals("Hit from cloudfront", warm.xCache()),
        () -> assertEquals(SliceReason.FAR_RANGE, cold.reason(Step.SLICE)),
        () -> assertEquals(StorageReason.SLICE, cold.reason(Step.STORAGE)),
        () ->
            assertEquals(
                "EdgeFilter; fwd=uri-miss; stored; ttl=60; detail=slice-fetched",
                cold.cacheStatus()),
        () -> assertEquals(SliceReason.LARGE, warm.reason(Step.SLICE)),
        () -> assertEquals(ReuseReason.SLICE, warm.reason(Step.REUSE)),
        () -> assertEquals("EdgeFilter; hit; ttl=60; detail=slice-hit", warm.cacheStatus()),
        () -> assertEquals("0", warm.header("Age")),
        () -> assertEquals("\"v1\"", warm.header("ETag")),
        () -> assertEquals(last - first + 1, edge.log.get(1).bodyBytes()));
  }

  @Test
  void slicesAreSharedByOverlappingRanges() {
    range("7500-8200");
    Answer answer = range("6500-9100");

    assertRange(answer, 6_500, 9_100);
    assertEquals(List.of("7000-7999", "8000-8999", "6000-6999", "9000-9999"), asked);
    assertEquals("Miss from cloudfront", answer.xCache());
    assertEquals("Hit from cloudfront", range("7990-8010").xCache());
  }

  @Test
  void aNearRangeOfAnUnknownObjectFetchesTheWholeAndOfALargeOneItsSlice() {
    Answer unknown = range("10-20");
    assertRange(unknown, 10, 20);
    assertEquals(SliceReason.NEAR_RANGE, unknown.reason(Step.SLICE));
    assertEquals(List.of("whole"), asked);

    edge.get("/b", "Range: bytes=5000-5001");
    Answer large = edge.get("/b", "Range: bytes=10-20");
    assertRange(large, 10, 20);
    assertEquals(SliceReason.LARGE, large.reason(Step.SLICE));
    assertEquals(List.of("whole", "5000-5999", "0-999"), asked);
  }

  @Test
  void aWholeThatIsStoredAnswersWithoutSlices() {
    edge.get("/a");
    assertRange(range("7500-8200"), 7_500, 8_200);
    assertEquals(List.of("whole"), asked);
  }

  @Test
  void slicesDoNotAnswerForTheWhole() {
    range("0-");
    asked.clear();

    Answer whole = edge.get("/a");
    Answer head = edge.ask("HEAD", "/a", "Range: bytes=5000-");

    assertEquals("200 9500", whole.status() + " " + whole.header("Content-Length"));
    assertEquals(text(BODY, 0, 9_499), whole.body());
    assertEquals(List.of("whole"), asked);
    assertEquals("200 9500", head.status() + " " + head.header("Content-Length"));
    assertEquals("", head.body());
  }

  @Test
  void anOriginWithoutRangesIsAskedForTheWholeFromThenOn() {
    edge.remote.does(
        (request, sink) -> {
          asked.add(String.valueOf(request.headers().first("Range")));
          edge.remote.send(
              sink,
              200,
              "Cache-Control: max-age=60 / ETag: \"v1\" / Content-Length: 9500",
              text(BODY, 0, 9_499));
        });

    Answer cold = range("7500-8200");
    Answer warm = range("7500-8200");
    edge.passSeconds(61);
    Answer later = range("7500-8200");
    edge.passSeconds(601);
    range("7500-8200");

    assertRange(cold, 7_500, 8_200);
    assertEquals(SliceReason.NOT_SLICEABLE, cold.reason(Step.SLICE));
    assertEquals(StorageReason.STORED, cold.reason(Step.STORAGE));
    assertRange(warm, 7_500, 8_200);
    assertEquals(ReuseReason.FRESH, warm.reason(Step.REUSE));
    assertRange(later, 7_500, 8_200);
    assertEquals("bytes=7000-7999", asked.get(0));
  }

  @Test
  void anObjectThatDoesNotComeInSlicesIsRemembered() {
    edge.remote.does(
        (request, sink) -> {
          asked.add(String.valueOf(request.headers().first("Range")));
          edge.remote.send(
              sink, 200, "Cache-Control: no-store / Content-Length: 9500", text(BODY, 0, 9_499));
        });

    range("7500-8200");
    edge.passSeconds(11);
    Answer again = range("7500-8200");
    edge.passSeconds(600);
    range("7500-8200");

    assertEquals(SliceReason.NOT_SLICEABLE, again.reason(Step.SLICE));
    assertEquals(List.of("bytes=7000-7999", "null", "bytes=7000-7999"), asked);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    another range    | Content-Range: bytes 6999-7998/9500 / ETag: "v1"
    a shorter range  | Content-Range: bytes 7000-7998/9500 / ETag: "v1"
    unknown length   | Content-Range: bytes 7000-7999/* / ETag: "v1"
    another unit     | Content-Range: lines 7000-7999/9500 / ETag: "v1"
    no range         | ETag: "v1"
    several parts    | Content-Type: multipart/byteranges; boundary=B / ETag: "v1"
    another framing  | Content-Range: bytes 7000-7999/9500 / ETag: "v1" / Content-Length: 999
    no validator     | Content-Range: bytes 7000-7999/9500
    a weak validator | Content-Range: bytes 7000-7999/9500 / ETag: W/"v1"
    """)
  void aPartThatIsNoSliceIsDroppedAndTheWholeFetched(String name, String headers) {
    edge.remote.does(
        (request, sink) -> {
          asked.add(String.valueOf(request.headers().first("Range")));
          if (request.headers().contains("Range")) {
            edge.remote.send(sink, 206, "Cache-Control: max-age=60 / " + headers, "x".repeat(1000));
          } else {
            origin.answer(request, sink);
          }
        });

    Answer answer = range("7500-8200");

    assertRange(answer, 7_500, 8_200);
    assertEquals(List.of("bytes=7000-7999", "null"), asked);
    assertEquals(SliceReason.NOT_SLICEABLE, answer.reason(Step.SLICE));
    assertEquals(text(BODY, 0, 9_499), edge.get("/a").body());
  }

  @Test
  void withoutAnEntityTagTheSameDateAndLengthVouchForSlices() {
    origin.headers = "Cache-Control: max-age=60 / Last-Modified: @-99";
    assertRange(range("7500-8200"), 7_500, 8_200);
    assertEquals(List.of("7000-7999", "8000-8999"), asked);

    origin.headers = "Cache-Control: max-age=60 / Last-Modified: @-98";
    assertThrows(IOException.class, () -> run("7500-9200"));
  }

  private Answer run(String range) throws IOException {
    return edge.run(edge.viewer("GET", "/a", "Range: bytes=" + range));
  }

  @Test
  void anObjectThatChangesBetweenSlicesIsNeverMixed() {
    range("7500-7600");
    byte[] changed = RangeOrigin.body(9_500, 7);
    origin.changesTo(changed, "\"v2\"");

    FakeViewer viewer = edge.viewer("GET", "/a", "Range: bytes=7500-8200");
    assertThrows(SliceChangedException.class, () -> edge.run(viewer));
    assertEquals(text(BODY, 7_500, 7_999), viewer.bodyText(), "what was there of the old one");

    asked.clear();
    assertRange(range("7500-8200"), 7_500, 8_200);
    assertEquals(List.of("7000-7999", "8000-8999"), asked, "the old slice is gone");
  }

  @Test
  void aChangeThatIsSeenBeforeTheHeadStartsOver() {
    range("0-1000"); // slices 0 and 1 of the old one
    byte[] changed = RangeOrigin.body(9_500, 7);
    origin.changesTo(changed, "\"v2\"");
    asked.clear();

    assertRange(range("-100"), 9_400, 9_499);
    assertEquals(List.of("9000-9999"), asked);
    assertRange(range("500-1500"), 500, 1_500);
    assertEquals(List.of("9000-9999", "0-999", "1000-1999"), asked);
  }

  @Test
  void theLengthCountsAsMuchAsTheEntityTag() {
    range("7500-7600");
    origin.body = RangeOrigin.body(9_400, 0);

    assertThrows(SliceChangedException.class, () -> run("7500-8200"));
    assertRange(range("7500-8200"), 7_500, 8_200);
  }

  @Test
  void staleSlicesAreConfirmedOneByOne() {
    range("7500-9200");
    edge.passSeconds(61);
    asked.clear();

    Answer confirmed = range("7500-9200");
    Answer hit = range("7500-9200");

    assertRange(confirmed, 7_500, 9_200);
    assertEquals(List.of("7000-7999", "8000-8999", "9000-9999"), asked);
    assertEquals("\"v1\"", edge.remote.lastRequest().headers().first("If-None-Match"));
    assertEquals("RefreshHit from cloudfront", confirmed.xCache());
    assertEquals("Hit from cloudfront", hit.xCache());
    assertRange(hit, 7_500, 9_200);
  }

  @Test
  void staleSlicesOfAChangedObjectAreReplaced() {
    range("7500-9200");
    edge.passSeconds(61);
    origin.changesTo(RangeOrigin.body(9_500, 7), "\"v2\"");

    assertRange(range("7500-9200"), 7_500, 9_200);
    assertRange(range("7500-9200"), 7_500, 9_200);
  }

  @Test
  void manyStaleSlicesDoNotPileUpOnTheStack() {
    edge.sliceBytes = 10;
    range("0-");
    edge.passSeconds(61);
    asked.clear();

    assertRange(range("0-"), 0, 9_499);
    assertEquals(950, asked.size());
  }

  @Test
  void aRangeBehindTheEndIs416() {
    Answer within = range("9600-");
    Answer behind = range("20000-");

    assertEquals("416 bytes */9500", within.status() + " " + within.header("Content-Range"));
    assertEquals("416 bytes */9500", behind.status() + " " + behind.header("Content-Range"));
    assertEquals(ResponseReason.RANGE_UNSATISFIABLE, within.reason(Step.RESPONSE));
    assertRange(range("7500-7600"), 7_500, 7_600);
    assertEquals(List.of("9000-9999", "20000-20999", "7000-7999"), asked, "nothing is marked");
  }

  @Test
  void conditionsComeFirst() {
    Answer unchanged = edge.get("/a", "Range: bytes=7500-8200 / If-None-Match: \"v1\"");
    Answer failed = edge.get("/a", "Range: bytes=7500-8200 / If-Match: \"v0\"");
    Answer same = edge.get("/a", "Range: bytes=7500-8200 / If-Range: \"v1\"");

    assertEquals("304 ", unchanged.status() + " " + unchanged.body());
    assertNull(unchanged.header("Content-Range"));
    assertEquals(412, failed.status());
    assertRange(same, 7_500, 8_200);
    assertEquals(List.of("7000-7999", "8000-8999"), asked);
  }

  @Test
  void aRangeOfAnotherRepresentationGetsTheWholeSliceBySlice() {
    Answer whole = edge.get("/a", "Range: bytes=7500-8200 / If-Range: \"v0\"");

    assertEquals("200 9500", whole.status() + " " + whole.header("Content-Length"));
    assertNull(whole.header("Content-Range"));
    assertEquals(text(BODY, 0, 9_499), whole.body());
    assertEquals(10, asked.size());
    assertEquals("7000-7999", asked.get(0));
    assertEquals("0-999", asked.get(1));
  }

  @Test
  void aPrivateSliceIsNotStoredAndLaterRangesPass() {
    origin.headers = "Cache-Control: private / ETag: \"v1\"";

    Answer first = range("7500-8200");
    Answer second = range("7500-8200");

    assertRange(first, 7_500, 8_200);
    assertEquals(StorageReason.PRIVATE, first.reason(Step.STORAGE));
    assertRange(second, 7_500, 8_200);
    assertEquals(ReuseReason.NOT_SHAREABLE, second.reason(Step.REUSE));
    assertEquals(List.of("7000-7999", "8000-8999", "7500-8200"), asked);
  }

  @Test
  void aCookieOfAnAnswerIsNeverStoredWithASlice() {
    origin.headers += " / Set-Cookie: a=1";

    range("7500-7600");
    Answer second = range("7500-7600");

    assertNull(second.header("Set-Cookie"));
    assertRange(second, 7_500, 7_600);
  }

  @ParameterizedTest
  @CsvSource({"404, 1", "503, 1", "302, 1"})
  void anAnswerThatIsNoPartIsThatOfTheWhole(int status, int times) {
    edge.remote.does(
        (request, sink) -> {
          asked.add(request.headers().first("Range"));
          edge.remote.send(sink, status, "Cache-Control: max-age=60", "no");
        });

    Answer first = range("7500-7600");
    Answer second = edge.get("/a");

    assertEquals(status + " no", first.status() + " " + first.body());
    assertEquals(status + " no", second.status() + " " + second.body());
    assertEquals(times, asked.size());
  }

  private void fails(int status) {
    edge.remote.does(
        (request, sink) -> {
          asked.add(String.valueOf(request.headers().first("Range")));
          if (status == 0) {
            throw new OriginException(
                OriginException.Kind.CONNECT, "refused", new IOException("refused"));
          }
          edge.remote.send(sink, status, "Cache-Control: max-age=10", "no");
        });
  }

  private void worksAgain() {
    edge.remote.does(
        (request, sink) -> {
          asked.add(String.valueOf(request.headers().first("Range")));
          origin.answer(request, sink);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 403, 500, 503})
  void anErrorOfOneSliceHidesNoFreshOneOfAnother(int status) {
    range("7500-7600");
    asked.clear();
    fails(status);

    Answer failed = range("2500-2600");
    Answer again = range("2500-2600");
    Answer whole = edge.get("/a");

    assertTrue(failed.status() >= 400);
    assertEquals(failed.status(), again.status());
    assertEquals(failed.status(), whole.status());
    assertRange(range("7500-7600"), 7_500, 7_600);
    assertEquals(List.of("bytes=2000-2999"), asked, "the error is kept for all else");

    edge.passSeconds(11);
    worksAgain();
    assertRange(range("2500-2600"), 2_500, 2_600);
    assertRange(range("7500-7600"), 7_500, 7_600);
    assertEquals("bytes=2000-2999", asked.get(asked.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 451})
  void anAnswerThatTheObjectIsGoneStandsForAllOfIt(int status) {
    range("7500-7600");
    edge.remote.answers(status, "Cache-Control: max-age=60", "gone");

    range("2500-2600");

    assertEquals(status, range("7500-7600").status());
  }

  @Test
  void anErrorThatIsNotKeptHidesNoFreshSliceEither() {
    edge.site(site -> site.errorCaching(503, 0));
    range("7500-7600");
    fails(503);

    range("2500-2600");

    assertRange(range("7500-7600"), 7_500, 7_600);
  }

  @Test
  void aStaleSliceStandsInWhileAnErrorOfAnotherIsKept() {
    origin.headers = "Cache-Control: max-age=60, stale-if-error=600 / ETag: \"v1\"";
    range("7500-7600");
    edge.passSeconds(61);
    fails(503);

    assertEquals(503, range("2500-2600").status());
    assertRange(range("7500-7600"), 7_500, 7_600);
  }

  @Test
  void aRangeWithinAStoredFirstSliceDoesNotFetchTheWhole() {
    origin.headers = "Cache-Control: max-age=3600 / ETag: \"v1\"";
    range("500-1500");
    edge.passSeconds(601);
    asked.clear();

    assertRange(range("10-20"), 10, 20);
    assertEquals(List.of(), asked);
  }

  @Test
  void slicesOfAnotherLengthAreNotTakenForThese() {
    range("3500-3600");
    edge.sliceBytes = 2_000;
    asked.clear();

    assertRange(range("7500-7600"), 7_500, 7_600);
    assertEquals(List.of("6000-7999"), asked);
  }

  @Test
  void anInvalidationTakesAllSlices() {
    range("7500-9200");
    edge.store.invalidate(Invalidation.ofPaths("E1", List.of("/a"), 0));
    asked.clear();

    assertRange(range("7500-9200"), 7_500, 9_200);
    assertEquals(3, asked.size());
  }

  @Test
  void slicesBelongToAVariant() {
    origin.headers += " / Vary: Accept-Language";
    edge.policy(TestEdge.policy(0, 0, 60).headers(HeaderSelection.whitelist("Accept-Language")));

    edge.get("/a", "Range: bytes=7500-7600 / Accept-Language: de");
    edge.get("/a", "Range: bytes=7500-7600 / Accept-Language: en");
    edge.get("/a", "Range: bytes=7500-7600 / Accept-Language: de");

    assertEquals(2, asked.size());
  }

  @Test
  void anOriginThatFailsBetweenSlicesBreaksTheConnection() {
    range("7500-7600");
    edge.remote.does(
        (request, sink) -> {
          throw new OriginException(
              OriginException.Kind.CONNECT, "refused", new IOException("refused"));
        });

    FakeViewer viewer = edge.viewer("GET", "/a", "Range: bytes=7500-8200");
    assertThrows(OriginException.class, () -> edge.run(viewer));
    assertEquals(206, viewer.head.status());
    assertEquals(text(BODY, 7_500, 7_999), viewer.bodyText());
    assertEquals(502, edge.get("/b", "Range: bytes=7500-8200").status());
  }

  @Test
  void anErrorBetweenSlicesBreaksTheConnection() {
    range("7500-7600");
    edge.remote.answers(404, "-", "gone");

    assertThrows(SliceChangedException.class, () -> run("7500-8200"));
    assertRange(range("7500-7600"), 7_500, 7_600);
  }

  @Test
  void staleSlicesStandInForAnOriginThatFails() {
    range("7500-8200");
    edge.passSeconds(61);
    edge.remote.answers(503, "-", "busy");

    assertRange(range("7500-8200"), 7_500, 8_200);
  }

  @Test
  void aSliceThatIsLongerThanItSaysIsNotPassedOn() {
    edge.remote.does(
        (request, sink) -> {
          sink.head(
              new ResponseHead(
                  206,
                  HeaderLines.of(
                      "Cache-Control: max-age=60 / ETag: \"v1\""
                          + " / Content-Range: bytes 7000-7999/9500",
                      0)));
          sink.body(ByteBuffer.wrap(BODY, 7_000, 1_000));
          sink.body(ByteBuffer.wrap(BODY, 8_000, 1));
          sink.end();
        });

    assertThrows(SliceChangedException.class, () -> run("7500-8200"));
  }

  @Test
  void aSliceThatIsShorterThanItSaysEndsTheAnswer() {
    edge.remote.does(
        (request, sink) -> {
          asked.add(request.headers().first("Range"));
          sink.head(
              new ResponseHead(
                  206,
                  HeaderLines.of(
                      "Cache-Control: max-age=60 / ETag: \"v1\""
                          + " / Content-Range: bytes 7000-7999/9500",
                      0)));
          sink.body(ByteBuffer.wrap(BODY, 7_000, 999));
          sink.end();
        });

    Answer cut = range("7500-8200");

    assertTrue(cut.exchange().cutShort());
    assertEquals(List.of("bytes=7000-7999"), asked);
    assertEquals(StorageReason.INCOMPLETE, cut.reason(Step.STORAGE));
  }

  @Test
  void aViewerWhoLeavesEndsTheSlices() {
    FakeViewer viewer = edge.viewer("GET", "/a", "Range: bytes=0-");
    viewer.hangsUpAfter = 2_500;

    assertThrows(IOException.class, () -> edge.run(viewer));
    assertEquals(List.of("0-999", "1000-1999", "2000-2999"), asked);
    asked.clear();
    range("0-1999");
    assertEquals(List.of(), asked, "what was complete is kept");
  }

  @Test
  void slicesCanBeSwitchedOff() {
    edge.sliceBytes = 0;

    assertRange(range("7500-8200"), 7_500, 8_200);
    assertEquals(List.of("whole"), asked);
  }

  @Test
  void slicesThatTheStoreWouldNotTakeAreNotAskedFor() {
    edge.sliceBytes = edge.store.maxBodyBytes() + 1;

    assertRange(range("7500-"), 7_500, 9_499);
    assertEquals(List.of("whole"), asked);
  }

  @Test
  void severalRangesFetchTheWhole() {
    Answer answer = range("7500-7501,8200-8201");

    assertEquals(SliceReason.NO_SINGLE_RANGE, answer.reason(Step.SLICE));
    assertEquals(List.of("whole"), asked);
  }
}

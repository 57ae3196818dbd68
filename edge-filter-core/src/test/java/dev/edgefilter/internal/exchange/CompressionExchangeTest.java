// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.coding.ContentEncoder;
import dev.edgefilter.coding.GzipCoder;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.internal.response.CodingReason;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.StoredResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compression on the way into the store: what viewers get, what is kept, what the origin sees. */
final class CompressionExchangeTest {
  private static final String BODY = text();
  private static final String GOOD =
      "Cache-Control: max-age=60 / Content-Type: text/css / ETag: \"v1\" / Content-Length: "
          + BODY.length();

  @RegisterExtension final TestEdge edge = new TestEdge();

  private static String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      text.append(".rule").append(i * 7919 % 1000).append(" { color: #").append(i).append(" }\n");
    }
    return text.toString();
  }

  @BeforeEach
  void compresses() {
    edge.policy(TestEdge.policy(0, 0, 3600).acceptEncoding(true, true));
    edge.behavior(b -> b.compress(true));
    edge.app.answers(200, GOOD, BODY);
  }

  private static String decoded(Answer answer) throws IOException {
    InputStream in = new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.ISO_8859_1));
    String coding = answer.header("Content-Encoding");
    assertNotNull(coding, "not encoded");
    InputStream plain = coding.equals("br") ? new BrotliInputStream(in) : new GZIPInputStream(in);
    return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private StoredResponse stored() {
    List<StoredResponse> all = new ArrayList<>();
    edge.store.visit("E1", all::add);
    assertEquals(1, all.size());
    return all.get(0);
  }

  @ParameterizedTest
  @CsvSource({"v1, true", "v2, false"})
  void anAnswerToHeadIsOfTheBodyBeforeItWasEncoded(String tag, boolean kept) throws IOException {
    edge.fidelity(Fidelity.STANDARD);
    edge.get("/a", "Accept-Encoding: gzip");
    edge.app.answers(200, GOOD.replace("v1", tag) + " / X-New: yes", "");
    edge.ask("HEAD", "/a", "Accept-Encoding: gzip / Cache-Control: no-cache");
    edge.app.answers(200, GOOD, BODY);

    Answer hit = edge.get("/a", "Accept-Encoding: gzip");

    assertAll(
        () -> assertEquals(kept ? 2 : 3, edge.app.asked()),
        () -> assertEquals(kept ? "yes" : null, hit.header("X-New")),
        () -> assertEquals("W/\"v1\"", hit.header("ETag")),
        () -> assertEquals("gzip", hit.header("Content-Encoding")),
        () -> assertEquals(BODY, decoded(hit)));
  }

  @ParameterizedTest(name = "{0} gets {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip, br           | br
          gzip, deflate      | gzip
          br;q=0, gzip;q=0.1 | gzip
          """)
  void bodyIsEncodedOnceAndServedFromTheStore(String accepts, String coding) throws IOException {
    Answer miss = edge.get("/a", "Accept-Encoding: " + accepts);
    Answer hit = edge.get("/a", "Accept-Encoding: " + accepts);

    for (Answer answer : List.of(miss, hit)) {
      assertAll(
          () -> assertEquals(200, answer.status()),
          () -> assertEquals(coding, answer.header("Content-Encoding")),
          () -> assertEquals(BODY, decoded(answer)),
          () -> assertEquals("W/\"v1\"", answer.header("ETag")),
          () -> assertEquals("Accept-Encoding", answer.header("Vary")));
    }
    assertAll(
        () -> assertEquals(1, edge.app.asked()),
        () -> assertNull(miss.header("Content-Length")),
        () -> assertEquals(hit.body().length() + "", hit.header("Content-Length")),
        () -> assertTrue(hit.body().length() < BODY.length() / 3),
        () -> assertEquals(CodingReason.COMPRESSED, miss.reason(Step.CODING)),
        () -> assertNull(hit.reason(Step.CODING)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no coding accepted | Accept-Encoding: identity | NOT_OFFERED
          no header          | Accept: x                 | NOT_OFFERED
          """)
  void othersGetItAsItIsAndUnderTheirOwnKey(String name, String header, CodingReason reason) {
    edge.get("/a", "Accept-Encoding: gzip");

    Answer answer = edge.get("/a", header);

    assertAll(
        () -> assertEquals(BODY, answer.body()),
        () -> assertNull(answer.header("Content-Encoding")),
        () -> assertEquals("\"v1\"", answer.header("ETag")),
        () -> assertEquals(reason, answer.reason(Step.CODING)),
        () -> assertEquals(2, edge.app.asked()));
  }

  @Test
  void theOriginIsAskedWithItsOwnStrongTag() throws IOException {
    edge.get("/a", "Accept-Encoding: gzip");
    edge.passSeconds(60);
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"v1\" / Vary: Origin", "");

    Answer confirmed = edge.get("/a", "Accept-Encoding: gzip");

    assertAll(
        () -> assertEquals("\"v1\"", edge.app.lastRequest().headers().joined("If-None-Match")),
        () -> assertEquals(ResultType.REFRESH_HIT, edge.log.get(1).result()),
        () -> assertEquals("W/\"v1\"", confirmed.header("ETag")),
        () -> assertEquals("Origin, Accept-Encoding", confirmed.header("Vary")),
        () -> assertEquals(BODY, decoded(confirmed)));
    edge.passSeconds(60);
    edge.app.answers(304, "Cache-Control: max-age=60", "");
    edge.get("/a", "Accept-Encoding: gzip");
    assertEquals("\"v1\"", edge.app.lastRequest().headers().joined("If-None-Match"));
    edge.passSeconds(60);
    edge.get("/a", "Accept-Encoding: gzip");
    assertEquals(
        "\"v1\"",
        edge.app.lastRequest().headers().joined("If-None-Match"),
        "a 304 without a tag changes nothing");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the weak tag matches      | If-None-Match: W/"v1"                    | 304
          the strong one does too   | If-None-Match: "v1"                      | 304
          another does not          | If-None-Match: "v2"                      | 200
          a range                   | Range: bytes=0-9                         | 206
          a range of the other body | Range: bytes=0-9 / If-Range: "v1"        | 200
          a range of a weak tag     | Range: bytes=0-9 / If-Range: W/"v1"      | 200
          a range of a date         | Range: bytes=0-9 / If-Range: @-100       | 200
          a weak tag is no match    | If-Match: W/"v1"                         | 412
          """)
  void conditionsAndRangesAreThoseOfTheEncodedBody(String name, String headers, int status) {
    edge.app.answers(200, GOOD + " / Last-Modified: @-100", BODY);
    Answer whole = edge.get("/a", "Accept-Encoding: gzip");

    Answer answer = edge.get("/a", "Accept-Encoding: gzip / " + headers);

    assertEquals(status, answer.status());
    if (status == 206) {
      assertEquals(whole.body().substring(0, 10), answer.body());
      assertEquals("bytes 0-9/" + whole.body().length(), answer.header("Content-Range"));
    }
    if (status == 304) {
      assertEquals("W/\"v1\"", answer.header("ETag"));
    }
  }

  @Test
  void aDateContinuesABodyThatIsNotEncoded() {
    edge.app.answers(200, GOOD + " / Last-Modified: @-100", BODY);
    edge.get("/a");

    assertEquals(206, edge.get("/a", "Range: bytes=0-9 / If-Range: @-100").status());
  }

  @Test
  void aConditionalMissIsStoredEncodedWhileTheViewerGetsA304() throws IOException {
    Answer first = edge.get("/a", "Accept-Encoding: gzip / If-None-Match: \"v1\"");

    assertEquals(304, first.status());
    assertEquals("", first.body());
    assertEquals(BODY, decoded(edge.get("/a", "Accept-Encoding: gzip")));
    assertEquals(1, edge.app.asked());
  }

  @Test
  void headTellsOfTheEncodedBody() {
    Answer get = edge.get("/a", "Accept-Encoding: gzip");

    Answer head = edge.ask("HEAD", "/a", "Accept-Encoding: gzip");

    assertEquals("", head.body());
    assertEquals(get.body().length() + "", head.header("Content-Length"));
    assertEquals("gzip", head.header("Content-Encoding"));
  }

  @Test
  void piecesAndFlushesGoOnAtOnce() throws IOException {
    FakeViewer viewer = edge.viewer("GET", "/a", "Accept-Encoding: gzip");
    edge.app.does(
        (request, sink) -> {
          sink.head(new ResponseHead(200, HeaderLines.of(GOOD, TestEdge.START)));
          for (int at = 0; at < BODY.length(); at += 1000) {
            int end = Math.min(BODY.length(), at + 1000);
            sink.body(ScriptedOrigin.bytes(BODY.substring(at, end)));
            sink.flush();
            InputStream gzip =
                new GZIPInputStream(
                    new ByteArrayInputStream(
                        viewer.bodyText().getBytes(StandardCharsets.ISO_8859_1)));
            String seen = new String(gzip.readNBytes(end), StandardCharsets.ISO_8859_1);
            assertEquals(BODY.substring(0, end), seen);
          }
          sink.end();
        });

    assertEquals(BODY, decoded(edge.ask(viewer)));
    assertEquals(BODY, decoded(edge.get("/a", "Accept-Encoding: gzip")));
  }

  @Test
  void aShortBodyIsNeverEndedAndNeverKept() {
    edge.app.does(
        (request, sink) -> {
          sink.head(new ResponseHead(200, HeaderLines.of(GOOD, TestEdge.START)));
          sink.body(ScriptedOrigin.bytes(BODY.substring(0, 20_000)));
          sink.end();
        });

    Answer answer = edge.get("/a", "Accept-Encoding: gzip");

    assertThrows(IOException.class, () -> decoded(answer));
    assertTrue(answer.exchange().cutShort());
    assertEquals(StorageReason.INCOMPLETE, answer.reason(Step.STORAGE));
    assertEquals(0, edge.store.statistics().entries());
  }

  @Test
  void aPrivateAnswerIsEncodedButNotKept() throws IOException {
    edge.app.answers(200, GOOD.replace("max-age=60", "private"), BODY);

    assertEquals(BODY, decoded(edge.get("/a", "Accept-Encoding: gzip")));
    assertEquals(0, edge.store.statistics().entries());
  }

  @Test
  void aViewerWhoLeavesEndsTheFill() {
    FakeViewer viewer = edge.viewer("GET", "/a", "Accept-Encoding: gzip");
    viewer.hangsUpAfter = 5;
    edge.app.does(
        (request, sink) -> {
          sink.head(new ResponseHead(200, HeaderLines.of(GOOD, TestEdge.START)));
          sink.body(ScriptedOrigin.bytes(BODY.substring(0, 20_000)));
          sink.flush();
          sink.end(ScriptedOrigin.bytes(BODY.substring(20_000)));
        });

    assertThrows(IOException.class, () -> edge.run(viewer));

    edge.app.answers(200, GOOD, BODY);
    assertEquals("Miss from cloudfront", edge.get("/a", "Accept-Encoding: gzip").xCache());
  }

  /** A coder that fails when a test wants it to. */
  private static final class Failing implements ContentCoder {
    private final GzipCoder gzip = new GzipCoder();
    boolean atStart;
    boolean inTheMiddle;

    @Override
    public String coding() {
      return "gzip";
    }

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public int fastLevel() {
      return 1;
    }

    @Override
    public int bestLevel() {
      return 9;
    }

    @Override
    public ContentEncoder encoder(int level) throws IOException {
      if (atStart) {
        throw new IOException("no memory");
      }
      ContentEncoder encoder = gzip.encoder(level);
      return new ContentEncoder() {
        @Override
        public void encode(ByteBuffer bytes, Output output) throws IOException {
          encoder.encode(bytes, output);
          if (inTheMiddle) {
            throw new IllegalStateException("wedged");
          }
        }

        @Override
        public void flush(Output output) throws IOException {
          encoder.flush(output);
        }

        @Override
        public void finish(Output output) throws IOException {
          encoder.finish(output);
        }

        @Override
        public void close() {
          encoder.close();
        }
      };
    }

    @Override
    public InputStream decoded(InputStream encoded) throws IOException {
      return gzip.decoded(encoded);
    }
  }

  @Test
  void aCoderThatCannotStartLeavesResponsesAsTheyAreForAMinute() throws IOException {
    Failing coder = new Failing();
    coder.atStart = true;
    edge.contentCoders.add(0, coder);

    Answer failed = edge.get("/a", "Accept-Encoding: gzip");
    coder.atStart = false;
    Answer resting = edge.get("/b", "Accept-Encoding: gzip");
    edge.passSeconds(60);

    assertEquals(BODY, failed.body());
    assertEquals(CodingReason.CODER_FAILED, failed.reason(Step.CODING));
    assertEquals(CodingReason.CODER_FAILED, resting.reason(Step.CODING));
    assertEquals(BODY, decoded(edge.get("/c", "Accept-Encoding: gzip")));
  }

  @Test
  void aCoderThatFailsInTheMiddleBreaksThatOneResponseOff() {
    Failing coder = new Failing();
    coder.inTheMiddle = true;
    edge.contentCoders.add(0, coder);

    assertThrows(
        IOException.class, () -> edge.run(edge.viewer("GET", "/a", "Accept-Encoding: gzip")));

    assertEquals(ResultType.ERROR, edge.log.get(0).finalResult());
    assertEquals(0, edge.store.statistics().entries());
    assertEquals(BODY, edge.get("/a", "Accept-Encoding: gzip").body(), "as it is for a while");
  }

  private void use(int times) {
    for (int i = 0; i < times; i++) {
      edge.get("/a", "Accept-Encoding: gzip");
    }
  }

  private RecodeReason recoding() {
    return edge.coders().remembered(stored()).recoding();
  }

  @Test
  void popularBodiesAreEncodedOnceAtTheBestLevel() throws IOException {
    Failing coder = new Failing(); // with 1 as its fast level, so that there is a gain
    edge.contentCoders.add(0, coder);
    edge.get("/a", "Accept-Encoding: gzip");
    long before = stored().bodyBytes();

    use(Recoder.USES - 1);
    assertTrue(edge.background.isEmpty(), "not popular yet");
    assertEquals(RecodeReason.NOT_POPULAR, recoding());
    use(1);
    assertEquals(RecodeReason.QUEUED, recoding());
    edge.runBackground();

    assertTrue(stored().bodyBytes() < before, () -> before + " became " + stored().bodyBytes());
    assertEquals(RecodeReason.BEST, recoding());
    Answer hit = edge.get("/a", "Accept-Encoding: gzip");
    assertEquals(BODY, decoded(hit));
    assertEquals(stored().bodyBytes() + "", hit.header("Content-Length"));
    assertEquals("W/\"v1\"", hit.header("ETag"));
    assertEquals(1, edge.app.asked());
    use(2 * Recoder.USES);
    assertTrue(edge.background.isEmpty(), "only once");
  }

  @Test
  void ageAndLifetimeGoOnThroughTheSecondEncoding() {
    edge.contentCoders.add(0, new Failing());
    edge.get("/a", "Accept-Encoding: gzip");
    edge.passSeconds(30);
    use(Recoder.USES);
    edge.runBackground();
    edge.passSeconds(29);

    Answer hit = edge.get("/a", "Accept-Encoding: gzip");

    assertEquals("59", hit.header("Age"));
    edge.passSeconds(1);
    edge.get("/a", "Accept-Encoding: gzip");
    assertEquals(2, edge.app.asked());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"invalidated", "replaced", "renewed", "fetched"})
  void whatHappensMeanwhileWinsOverTheSecondEncoding(String what) throws IOException {
    edge.contentCoders.add(0, new Failing());
    edge.get("/a", "Accept-Encoding: gzip");
    use(Recoder.USES);
    edge.passSeconds(60);
    Flight other = null;
    switch (what) {
      case "invalidated" -> edge.store.invalidate(Invalidation.ofPaths("E1", List.of("/a"), 0));
      case "replaced" -> {
        edge.app.answers(200, GOOD.replace("v1", "v2"), BODY);
        edge.get("/a", "Accept-Encoding: gzip");
      }
      case "renewed" -> {
        edge.app.answers(304, "Cache-Control: max-age=600", "");
        edge.get("/a", "Accept-Encoding: gzip");
      }
      default -> other = edge.collapser.lead(stored().key());
    }

    edge.runBackground();

    if (other != null) {
      edge.collapser.settle(other, Flight.Outcome.FAILED);
      assertEquals(RecodeReason.SUPERSEDED, recoding());
    } else if (what.equals("invalidated")) {
      assertEquals(0, edge.store.statistics().entries());
    } else {
      edge.passSeconds(1);
      Answer hit = edge.get("/a", "Accept-Encoding: gzip");
      assertEquals("Hit from cloudfront", hit.xCache());
      assertEquals(what.equals("replaced") ? "W/\"v2\"" : "W/\"v1\"", hit.header("ETag"));
      assertEquals(BODY, decoded(hit));
    }
  }

  @Test
  void aCoderThatFailsInTheBackgroundChangesNothing() throws IOException {
    Failing coder = new Failing();
    edge.contentCoders.add(0, coder);
    edge.get("/a", "Accept-Encoding: gzip");
    use(Recoder.USES);
    coder.inTheMiddle = true;

    edge.runBackground();

    assertEquals(RecodeReason.FAILED, recoding());
    assertEquals(BODY, decoded(edge.get("/a", "Accept-Encoding: gzip")));
    assertFalse(edge.background.iterator().hasNext());
  }
}

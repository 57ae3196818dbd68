// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.explain.Trace.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogFormatTest {

  /** 2019-12-04 21:02:31 UTC and 999 milliseconds. */
  private static final long WHEN = 1_575_493_351_999L;

  private static final List<String> FIELDS =
      List.of(AccessLogFormat.HEADER.lines().toList().get(1).substring(9).split(" ", -1));

  private final AccessLogFormat format =
      new AccessLogFormat("LAX1", Map.of("EDIST", "d1.cloudfront.net"));

  @Test
  void headerNamesThe33Fields() {
    assertEquals("#Version: 1.0", AccessLogFormat.HEADER.lines().toList().get(0));
    assertEquals(33, FIELDS.size());
    assertEquals("sc-range-end", FIELDS.get(32));
    assertTrue(AccessLogFormat.HEADER.endsWith("\n"));
  }

  @Test
  void lineHasEveryFieldInOrder() {
    assertEquals(
        "2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td1.cloudfront.net\t/index.html\t200\t-"
            + "\tMozilla/5.0%20(Windows)\t-\t-\tHit\tSOX4==\twww.example.com\thttps\t-\t1.023\t-\t-"
            + "\t-\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html;charset=utf-8\t78\t-\t-\n",
        format.line(record().build()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      textBlock =
          """
          /a%20b       | /a%2520b
          /a<b>"c'`    | /a%3Cb%3E%22c%27%60
          /{a}\\^~[b]  | /%7Ba%7D%5C%5E%7E%5Bb%5D
          /a;b,c(d):e/&=+!$*@_.- | /a;b,c(d):e/&=+!$*@_.-
          /é€          | /%E9%E2%82%AC
          /🦊          | /%F0%9F%A6%8A
          """)
  void valuesAreEncoded(String path, String logged) {
    assertEquals(logged, field("cs-uri-stem", record().path(path)));
    assertEquals("a%7Cb", field("cs-uri-stem", record().path("a|b")));
  }

  @Test
  void tabsAndLineEndsOfAViewerCannotForgeALine() {
    String line = format.line(record().userAgent("a\tb\r\nc d\u007f").build());

    assertEquals(1, line.lines().count());
    assertEquals(
        "a%09b%0D%0Ac%20d%7F", field("cs(User-Agent)", record().userAgent("a\tb\r\nc d\u007f")));
  }

  @Test
  void missingAndEmptyValuesAreDashes() {
    Sample unknown = record();
    unknown.viewer = null;
    unknown.port = 0;
    unknown.distribution = "";
    unknown.contentType = null;
    unknown.contentLength = -1;

    assertEquals("-", field("c-ip", unknown));
    assertEquals("-", field("c-port", unknown));
    assertEquals("-", field("cs(Host)", unknown));
    assertEquals("-", field("sc-content-type", unknown));
    assertEquals("-", field("sc-content-len", unknown));
    assertEquals("-", field("cs(Cookie)", unknown));
  }

  @Test
  void viewerThatLeftBeforeTheHeadHasStatus000() {
    Sample left = record();
    left.status = 0;

    assertEquals("000", field("sc-status", left));
  }

  @Test
  void distributionWithoutKnownDomainNameIsLoggedByItsId() {
    Sample other = record();
    other.distribution = "EOTHER";

    assertEquals("EOTHER", field("cs(Host)", other));
  }

  @ParameterizedTest
  @CsvSource({"bytes 0-99/1234, 0, 99", "bytes 5-5/*, 5, 5", "bytes */1234, -, -", "junk, -, -"})
  void rangeIsTakenFromContentRange(String range, String start, String end) {
    Sample part = record();
    part.contentRange = range;

    assertEquals(start, field("sc-range-start", part));
    assertEquals(end, field("sc-range-end", part));
  }

  @ParameterizedTest(name = "{3} {0} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HIT   | HIT   | 200 |        |                         | Hit
          MISS  | ERROR | 200 | ORIGIN | origin-answered         | ClientCommError
          MISS  | ERROR | 200 | ORIGIN | origin-broke-off        | OriginReadError
          ERROR | ERROR | 502 | ORIGIN | origin-connect-failed   | OriginConnectError
          ERROR | ERROR | 502 | ORIGIN | origin-dns-failed       | OriginDnsError
          ERROR | ERROR | 504 | ORIGIN | origin-timeout          | OriginCommError
          ERROR | ERROR | 502 | ORIGIN | origin-invalid-response | OriginInvalidResponseError
          ERROR | ERROR | 503 | ORIGIN | origin-answered         | OriginError
          ERROR | ERROR | 404 | ORIGIN | origin-answered         | Error
          ERROR | ERROR | 403 | ORIGIN | origin-answered         | Error
          ERROR | ERROR | 403 | ACCESS | signature-expired       | InvalidRequestBlocked
          ERROR | ERROR | 403 | ACCESS | method-not-allowed      | InvalidRequestMethod
          ERROR | ERROR | 400 | ROUTE  | malformed-path          | InvalidRequest
          """)
  void errorsAreToldApart(
      ResultType result, ResultType last, int status, Step step, String token, String detail) {
    Sample error = record();
    error.result = result;
    error.finalResult = last;
    error.status = status;
    if (step != null) {
      error.trace.record(step, new Named(token));
    }

    assertEquals(detail, field("x-edge-detailed-result-type", error));
    assertEquals(last.token(), field("x-edge-result-type", error));
    assertEquals(result.token(), field("x-edge-response-result-type", error));
  }

  private String field(String name, Sample record) {
    String line = format.line(record.build());
    return line.substring(0, line.length() - 1).split("\t", -1)[FIELDS.indexOf(name)];
  }

  private static Sample record() {
    return new Sample();
  }

  private record Named(String token) implements Reason {
    @Override
    public String source() {
      return "test";
    }
  }

  /** A record with the usual values, to be changed. */
  private static final class Sample {
    private final Trace trace = new Trace();
    private String viewer = "192.0.2.100";
    private int port = 11040;
    private String distribution = "EDIST";
    private String path = "/index.html";
    private String userAgent = "Mozilla/5.0 (Windows)";
    private int status = 200;
    private String contentType = "text/html;charset=utf-8";
    private long contentLength = 78;
    private String contentRange;
    private ResultType result = ResultType.HIT;
    private ResultType finalResult = ResultType.HIT;

    Sample path(String value) {
      path = value;
      return this;
    }

    Sample userAgent(String value) {
      userAgent = value;
      return this;
    }

    AccessLogRecord build() {
      return new AccessLogRecord(
          WHEN,
          distribution,
          "*",
          "SOX4==",
          viewer,
          port,
          "GET",
          "https",
          "www.example.com",
          path,
          null,
          "HTTP/2.0",
          null,
          userAgent,
          null,
          status,
          contentType,
          contentLength,
          contentRange,
          392,
          1_999_999,
          1_023_400_000,
          result,
          finalResult,
          5,
          trace);
    }
  }
}

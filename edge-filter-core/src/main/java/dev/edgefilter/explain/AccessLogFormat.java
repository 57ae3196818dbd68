// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes finished exchanges as lines of CloudFront's standard log, version 1 (CloudFront: standard
 * logging, log file fields).
 *
 * <p>What the edge does not know is written as {@code -}: the bytes received, cookies, TLS and
 * field-level encryption. Two fields are nearest to what they should be: {@code sc-bytes} counts
 * body bytes only, and {@code cs(Host)} is the id of a distribution whose domain name is not known.
 * Immutable and safe to share.
 */
public final class AccessLogFormat {

  /** The two lines at the beginning of a log file, each with its end of line. */
  public static final String HEADER =
      "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host)"
          + " cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie)"
          + " x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken"
          + " x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type"
          + " cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte"
          + " x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start"
          + " sc-range-end\n";

  private static final int USUAL_LINE = 512;
  private static final long MILLIS_PER_SECOND = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String location;
  private final Map<String, String> domainNames;

  /**
   * Makes a format.
   *
   * @param location the value of {@code x-edge-location}, the same as of {@code X-Amz-Cf-Pop}
   * @param domainNames domain names of distributions by their ids; may lack some
   */
  public AccessLogFormat(String location, Map<String, String> domainNames) {
    this.location = Objects.requireNonNull(location, "location");
    this.domainNames = Map.copyOf(domainNames);
  }

  /** The line of an exchange, with its end of line. */
  public String line(AccessLogRecord record) {
    AccessLogLine line = new AccessLogLine(USUAL_LINE);
    appendWhen(line, record.endMillis());
    line.text(location);
    line.number(record.bodyBytes());
    line.text(record.viewerAddress());
    line.text(record.method());
    line.text(domainNames.getOrDefault(record.distributionId(), record.distributionId()));
    line.text(record.path());
    line.plain(record.status() == 0 ? "000" : Integer.toString(record.status()));
    line.text(record.referer());
    line.text(record.userAgent());
    line.text(record.query());
    line.unknown(); // cs(Cookie)
    line.plain(record.finalResult().token());
    line.text(record.requestId());
    line.text(record.host());
    line.text(record.scheme());
    line.unknown(); // cs-bytes
    line.seconds(record.totalNanos() / NANOS_PER_MILLI);
    line.text(record.forwardedFor());
    line.unknown(); // ssl-protocol
    line.unknown(); // ssl-cipher
    line.plain(record.result().token());
    line.text(record.protocol());
    line.unknown(); // fle-status
    line.unknown(); // fle-encrypted-fields
    appendPort(line, record.viewerPort());
    line.seconds(record.firstByteNanos() / NANOS_PER_MILLI);
    line.plain(DetailedResult.of(record));
    line.text(record.contentType());
    appendLength(line, record.contentLength());
    appendRange(line, record.contentRange());
    return line.end();
  }

  private static void appendWhen(AccessLogLine line, long endMillis) {
    long second = Math.floorDiv(endMillis, MILLIS_PER_SECOND);
    LocalDateTime when = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    line.triple(when.getYear(), when.getMonthValue(), when.getDayOfMonth(), '-');
    line.triple(when.getHour(), when.getMinute(), when.getSecond(), ':');
  }

  private static void appendPort(AccessLogLine line, int port) {
    if (port == 0) {
      line.unknown();
    } else {
      line.number(port);
    }
  }

  private static void appendLength(AccessLogLine line, long length) {
    if (length < 0) {
      line.unknown();
    } else {
      line.number(length);
    }
  }

  /** The first and last position of {@code bytes 0-99/1234}. */
  private static void appendRange(AccessLogLine line, @Nullable String range) {
    int space = range == null ? -1 : range.indexOf(' ');
    int dash = range == null ? -1 : range.indexOf('-', space + 1);
    int slash = range == null ? -1 : range.indexOf('/', dash + 1);
    if (range == null || space < 0 || dash < 0 || slash < 0) {
      line.unknown();
      line.unknown();
      return;
    }
    line.text(range.substring(space + 1, dash));
    line.text(range.substring(dash + 1, slash));
  }
}

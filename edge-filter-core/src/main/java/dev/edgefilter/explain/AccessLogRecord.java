// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one finished exchange; the source of every log line and metric.
 *
 * @param endMillis when the last byte was sent, milliseconds since 1970
 * @param distributionId the distribution that answered, or empty when none did
 * @param behavior the path pattern of the cache behavior, or empty
 * @param requestId the value of {@code X-Amz-Cf-Id}
 * @param viewerAddress the viewer's address as the edge believes it, or null when unknown
 * @param viewerPort the viewer's port, 0 when unknown
 * @param method the request method
 * @param scheme {@code http} or {@code https}
 * @param host the Host header
 * @param path the raw path
 * @param query the raw query, or null
 * @param protocol such as {@code HTTP/1.1}
 * @param referer the Referer header, or null
 * @param userAgent the User-Agent header, or null
 * @param forwardedFor the X-Forwarded-For header, or null
 * @param status the status sent, 0 when the viewer went away before the head
 * @param contentType of the response, or null
 * @param contentLength of the response, -1 when not stated
 * @param contentRange of the response, or null
 * @param bodyBytes body bytes handed to the container
 * @param firstByteNanos from arrival to the response head
 * @param totalNanos from arrival to the last byte
 * @param result how it was answered, decided when the response started
 * @param finalResult the same after the last byte: {@link ResultType#ERROR} when it was cut short
 * @param ageSeconds age of the stored response, -1 when none was used
 * @param trace every decision with its reason
 */
public record AccessLogRecord(
    long endMillis,
    String distributionId,
    String behavior,
    String requestId,
    @Nullable String viewerAddress,
    int viewerPort,
    String method,
    String scheme,
    String host,
    String path,
    @Nullable String query,
    String protocol,
    @Nullable String referer,
    @Nullable String userAgent,
    @Nullable String forwardedFor,
    int status,
    @Nullable String contentType,
    long contentLength,
    @Nullable String contentRange,
    long bodyBytes,
    long firstByteNanos,
    long totalNanos,
    ResultType result,
    ResultType finalResult,
    long ageSeconds,
    Trace trace) {

  /** The same exchange at its end, when it was written down before. */
  public AccessLogRecord ended(long atMillis, long sentBytes, long tookNanos) {
    return new AccessLogRecord(
        atMillis,
        distributionId,
        behavior,
        requestId,
        viewerAddress,
        viewerPort,
        method,
        scheme,
        host,
        path,
        query,
        protocol,
        referer,
        userAgent,
        forwardedFor,
        status,
        contentType,
        contentLength,
        contentRange,
        sentBytes,
        firstByteNanos,
        tookNanos,
        result,
        finalResult,
        ageSeconds,
        trace);
  }
}

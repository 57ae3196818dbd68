// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.explain.Reason;

/** Why the edge compresses a response, or does not. */
public enum CodingReason implements Reason {
  /** It is compressed. */
  COMPRESSED("compressed", "CloudFront: Serving compressed files"),
  /** The cache behavior does not ask for it. */
  OFF("compress-off", "CloudFront: Compress objects automatically"),
  /** The cache policy has neither EnableAcceptEncodingGzip nor EnableAcceptEncodingBrotli. */
  NO_FLAG("accept-encoding-not-in-key", "CloudFront: Compression support of cache policies"),
  /** All TTLs of the policy are 0. */
  CACHING_DISABLED("caching-disabled", "CloudFront: Serving compressed files, conditions"),
  /** The request goes past the store, for its method or because its last answer was private. */
  PASSED("passed-through", "CloudFront: Serving compressed files, conditions"),
  /** A viewer on HTTP/1.0. */
  PROTOCOL("http-1.0", "CloudFront: Serving compressed files, conditions"),
  /** The viewer takes no coding that the policy allows. */
  NOT_OFFERED("no-coding-accepted", "RFC 9110, 12.5.3"),
  /** The viewer takes a coding that nothing here can make. */
  NO_CODER("no-coder", "Edge Filter: br needs the artifact com.aayushatharva.brotli4j:brotli4j"),
  /** A status that is not compressed. */
  STATUS("status-not-compressed", "CloudFront: Serving compressed files, status codes"),
  /** The origin has a Content-Encoding of its own, whatever it is. */
  ENCODED("encoded-by-origin", "CloudFront: Serving compressed files, Content-Encoding"),
  /** {@code no-transform}. */
  NO_TRANSFORM("no-transform", "RFC 9111, 5.2.2.6"),
  /** A media type that is not in the list. */
  MEDIA_TYPE("media-type-not-compressed", "CloudFront: File types that CloudFront compresses"),
  /** Without Content-Length: chunked. */
  LENGTH_UNKNOWN("length-unknown", "CloudFront: Serving compressed files, Content-Length"),
  /** Shorter than 1,000 bytes. */
  TOO_SMALL("too-small", "CloudFront: Serving compressed files, object size"),
  /** Longer than 10,000,000 bytes. */
  TOO_LARGE("too-large", "CloudFront: Serving compressed files, object size"),
  /** A WriteListener owns the connection, and a coder cannot keep to its rhythm. */
  WRITE_LISTENER("write-listener", "Edge Filter: nothing blocks where a WriteListener writes"),
  /** The coder could not be started. */
  CODER_FAILED("coder-failed", "Edge Filter: a broken coder leaves responses as they are");

  private final String token;
  private final String source;

  CodingReason(String token, String source) {
    this.token = token;
    this.source = source;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return source;
  }
}

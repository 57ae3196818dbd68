// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import dev.edgefilter.http.Headers;
import java.nio.charset.StandardCharsets;

/**
 * A response as it was on the wire.
 *
 * @param status the status code
 * @param headers all header lines
 * @param body the body without its framing
 * @param complete false when the connection ended before the framing said so
 */
@SuppressWarnings("ArrayRecordComponent")
record RawResponse(int status, Headers headers, byte[] body, boolean complete) {

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** All lines of a header, joined; empty when there is none. */
  String header(String name) {
    String value = headers.joined(name);
    return value == null ? "" : value;
  }

  /** The word of {@code X-Cache}: Hit, Miss, RefreshHit, Error and so on. */
  String xCache() {
    String value = header("X-Cache");
    return value.replace(" from cloudfront", "");
  }

  /** Status, X-Cache and body in one line, for one assertion. */
  String line() {
    return status + " " + xCache() + " " + text();
  }
}

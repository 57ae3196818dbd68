// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.http.Headers;
import java.util.Objects;

/**
 * What a stub answers.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body, sent as UTF-8
 */
public record StubAnswer(int status, Headers headers, String body) {

  /** Checks that the parts are present. */
  public StubAnswer {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }

  /** A 200 with a body. */
  public static StubAnswer ok(String body) {
    return new StubAnswer(200, Headers.of("Content-Type", "text/plain; charset=utf-8"), body);
  }

  /** A status without a body. */
  public static StubAnswer status(int status) {
    return new StubAnswer(status, Headers.EMPTY, "");
  }

  /** The same with one more header. */
  public StubAnswer header(String name, String value) {
    return new StubAnswer(status, headers.toBuilder().add(name, value).build(), body);
  }

  /** The same with a {@code Cache-Control}. */
  public StubAnswer cacheControl(String directives) {
    return header("Cache-Control", directives);
  }
}

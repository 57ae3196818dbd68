// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.http.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An immutable response as a function sees, changes or generates it.
 *
 * @param status 200 to 599
 * @param headers all headers, {@code Set-Cookie} among them
 * @param body UTF-8 text of the body: null keeps the body there is, and is none in a generated
 *     response
 */
public record FunctionResponse(int status, Headers headers, @Nullable String body) {

  /** A response with a plain text body. */
  public static FunctionResponse text(int status, String body) {
    return new FunctionResponse(
        status, Headers.of("Content-Type", "text/plain; charset=utf-8"), body);
  }

  /** A redirect without a body. */
  public static FunctionResponse redirect(int status, String location) {
    return new FunctionResponse(status, Headers.of("Location", location), null);
  }

  /** This response with another status. */
  public FunctionResponse withStatus(int newStatus) {
    return new FunctionResponse(newStatus, headers, body);
  }

  /** This response with other headers. */
  public FunctionResponse withHeaders(Headers newHeaders) {
    return new FunctionResponse(status, newHeaders, body);
  }

  /** This response with one header set. */
  public FunctionResponse withHeader(String name, String value) {
    return withHeaders(headers.toBuilder().set(name, value).build());
  }

  /** This response with another body. */
  public FunctionResponse withBody(String newBody) {
    return new FunctionResponse(status, headers, newBody);
  }

  /** The body as bytes, or null when the function left it alone. */
  public byte @Nullable [] bodyBytes() {
    String text = body;
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}

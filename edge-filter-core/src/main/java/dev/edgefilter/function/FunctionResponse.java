// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An immutable response as a function sees, changes or generates it.
 *
 * @param status 200 to 599
 * @param headers all headers, {@code Set-Cookie} among them
 * @param body text of the body: null keeps the body there is, and is none in a generated response
 * @param encoding what the text of the body is
 */
public record FunctionResponse(
    int status, Headers headers, @Nullable String body, BodyEncoding encoding) {

  /** What the text of a body is. */
  public enum BodyEncoding {
    /** The body in UTF-8. */
    TEXT,
    /** The bytes of the body in base64. */
    BASE64
  }

  /** A response whose body, if there is one, is text. */
  public FunctionResponse(int status, Headers headers, @Nullable String body) {
    this(status, headers, body, BodyEncoding.TEXT);
  }

  /** A response with a plain text body. */
  public static FunctionResponse text(int status, String body) {
    return new FunctionResponse(
        status, Headers.of("Content-Type", "text/plain; charset=utf-8"), body);
  }

  /** A response with an HTML body. */
  public static FunctionResponse html(int status, String body) {
    return new FunctionResponse(
        status, Headers.of("Content-Type", "text/html; charset=utf-8"), body);
  }

  /** A response with a JSON body. */
  public static FunctionResponse json(int status, String body) {
    return new FunctionResponse(status, Headers.of("Content-Type", "application/json"), body);
  }

  /** A response without a body. */
  public static FunctionResponse status(int status) {
    return new FunctionResponse(status, Headers.EMPTY, null);
  }

  /** A redirect without a body. */
  public static FunctionResponse redirect(int status, String location) {
    return new FunctionResponse(status, Headers.of("Location", location), null);
  }

  /** This response with another status. */
  public FunctionResponse withStatus(int newStatus) {
    return new FunctionResponse(newStatus, headers, body, encoding);
  }

  /** This response with other headers. */
  public FunctionResponse withHeaders(Headers newHeaders) {
    return new FunctionResponse(status, newHeaders, body, encoding);
  }

  /** This response with one header set. */
  public FunctionResponse withHeader(String name, String value) {
    return withHeaders(headers.toBuilder().set(name, value).build());
  }

  /** This response without a header. */
  public FunctionResponse withoutHeader(String name) {
    return withHeaders(headers.toBuilder().remove(name).build());
  }

  /**
   * This response with one more cookie.
   *
   * @param attributes what follows the value, such as {@code Path=/; Secure}; may be empty
   */
  public FunctionResponse withCookie(String name, String value, String attributes) {
    String line = name + "=" + value + (attributes.isEmpty() ? "" : "; " + attributes);
    return withHeaders(headers.toBuilder().add("Set-Cookie", line).build());
  }

  /** This response with another body. */
  public FunctionResponse withBody(String newBody) {
    return new FunctionResponse(status, headers, newBody, BodyEncoding.TEXT);
  }

  /** This response with a body of bytes. */
  public FunctionResponse withBody(byte[] newBody) {
    String text = Base64.getEncoder().encodeToString(newBody);
    return new FunctionResponse(status, headers, text, BodyEncoding.BASE64);
  }

  /**
   * The body as bytes, or null when the function left it alone.
   *
   * @throws IllegalArgumentException when it is no base64 although it should be
   */
  public byte @Nullable [] bodyBytes() {
    String text = body;
    if (text == null) {
      return null;
    }
    return encoding == BodyEncoding.BASE64
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.function.FunctionResponse.BodyEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * The body of a request as a Lambda@Edge-shaped function sees it and may replace it, where its
 * association says {@code IncludeBody} (CloudFront: Lambda@Edge, accessing the request body).
 *
 * @param replaces true when it goes to the origin instead of the viewer's
 * @param encoding what {@code data} is; the viewer's is always base64
 * @param data the body, or its beginning
 * @param inputTruncated true when the viewer's body is longer than what functions see: 40 KB on
 *     viewer-request, 1 MB on origin-request; the origin gets all of it
 */
public record FunctionBody(
    boolean replaces, BodyEncoding encoding, String data, boolean inputTruncated) {

  /** Checks that the parts are there. */
  public FunctionBody {
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(data, "data");
  }

  /** What a viewer has sent, or its beginning. */
  public static FunctionBody ofViewer(byte[] bytes, boolean truncated) {
    return new FunctionBody(
        false, BodyEncoding.BASE64, Base64.getEncoder().encodeToString(bytes), truncated);
  }

  /** A body in place of the viewer's. */
  public static FunctionBody replacing(byte[] bytes) {
    return new FunctionBody(
        true, BodyEncoding.BASE64, Base64.getEncoder().encodeToString(bytes), false);
  }

  /** Text in UTF-8 in place of the viewer's body. */
  public static FunctionBody replacing(String text) {
    return new FunctionBody(true, BodyEncoding.TEXT, text, false);
  }

  /**
   * The bytes.
   *
   * @throws IllegalArgumentException when the data are no base64 although they should be
   */
  public byte[] bytes() {
    return encoding == BodyEncoding.BASE64
        ? Base64.getDecoder().decode(data)
        : data.getBytes(StandardCharsets.UTF_8);
  }
}

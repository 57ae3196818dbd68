// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import dev.edgefilter.http.Headers;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the origin is asked.
 *
 * @param method the request method
 * @param scheme {@code http} or {@code https}, as the viewer used it
 * @param path the raw path, starting with a slash, with the origin path in front
 * @param query the raw query without the question mark, or null
 * @param headers every header the origin gets, in order; {@code Upgrade} is among them only where
 *     the viewer asks to leave HTTP
 * @param body the request body, or null when there is none; read by the origin only
 * @param trailers what comes after the body, as {@code Trailer} among the headers tells; asked for
 *     once, by the thread that has read the body to its end. Null when nothing may come
 */
public record OriginRequest(
    String method,
    String scheme,
    String path,
    @Nullable String query,
    Headers headers,
    @Nullable InputStream body,
    @Nullable Supplier<Headers> trailers) {

  /** A request without trailers. */
  public OriginRequest(
      String method,
      String scheme,
      String path,
      @Nullable String query,
      Headers headers,
      @Nullable InputStream body) {
    this(method, scheme, path, query, headers, body, null);
  }

  /** The same request with trailers, and the headers that announce them. */
  public OriginRequest withTrailers(Headers announcing, @Nullable Supplier<Headers> fields) {
    return new OriginRequest(method, scheme, path, query, announcing, body, fields);
  }
}

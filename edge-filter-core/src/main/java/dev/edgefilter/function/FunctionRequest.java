// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An immutable request as a function sees and returns it.
 *
 * @param method read-only
 * @param uri the raw path, starting with a slash; changing it changes the object and the cache key,
 *     never the cache behavior
 * @param query the raw query without the question mark, or null
 * @param headers all headers, {@code Cookie} among them
 * @param origin the origin that a function on a request chose, or null for that of the behavior
 * @param body the body where the function may see it, or null
 */
public record FunctionRequest(
    String method,
    String uri,
    @Nullable String query,
    Headers headers,
    @Nullable OriginChoice origin,
    @Nullable FunctionBody body) {

  /** A request for the origin of the behavior, without a body. */
  public FunctionRequest(String method, String uri, @Nullable String query, Headers headers) {
    this(method, uri, query, headers, null, null);
  }

  /** This request for another origin; on request events only. */
  public FunctionRequest withOrigin(@Nullable OriginChoice choice) {
    return new FunctionRequest(method, uri, query, headers, choice, body);
  }

  /** This request with another body, where the function may see and replace it; else null. */
  public FunctionRequest withBody(@Nullable FunctionBody newBody) {
    return new FunctionRequest(method, uri, query, headers, origin, newBody);
  }

  /** This request with another method, which a function must not change. */
  public FunctionRequest withMethod(String newMethod) {
    return new FunctionRequest(newMethod, uri, query, headers, origin, body);
  }

  /** This request with another path. */
  public FunctionRequest withUri(String newUri) {
    return new FunctionRequest(method, newUri, query, headers, origin, body);
  }

  /** This request with another query; null for none. */
  public FunctionRequest withQuery(@Nullable String newQuery) {
    return new FunctionRequest(method, uri, newQuery, headers, origin, body);
  }

  /** This request with other headers. */
  public FunctionRequest withHeaders(Headers newHeaders) {
    return new FunctionRequest(method, uri, query, newHeaders, origin, body);
  }

  /** This request with one header set. */
  public FunctionRequest withHeader(String name, String value) {
    return withHeaders(headers.toBuilder().set(name, value).build());
  }

  /** This request without a header. */
  public FunctionRequest withoutHeader(String name) {
    return withHeaders(headers.toBuilder().remove(name).build());
  }
}

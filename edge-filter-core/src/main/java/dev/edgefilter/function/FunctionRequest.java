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
 */
public record FunctionRequest(String method, String uri, @Nullable String query, Headers headers) {

  /** This request with another method, which a function must not change. */
  public FunctionRequest withMethod(String newMethod) {
    return new FunctionRequest(newMethod, uri, query, headers);
  }

  /** This request with another path. */
  public FunctionRequest withUri(String newUri) {
    return new FunctionRequest(method, newUri, query, headers);
  }

  /** This request with another query; null for none. */
  public FunctionRequest withQuery(@Nullable String newQuery) {
    return new FunctionRequest(method, uri, newQuery, headers);
  }

  /** This request with other headers. */
  public FunctionRequest withHeaders(Headers newHeaders) {
    return new FunctionRequest(method, uri, query, newHeaders);
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

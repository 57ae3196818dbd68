// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Fields after the body, in the container's words. */
final class ServletTrailers {

  private ServletTrailers() {}

  /** What came after the body of a request that is read to its end; empty when nothing did. */
  static Headers of(HttpServletRequest request) {
    if (!request.isTrailerFieldsReady()) {
      return Headers.EMPTY;
    }
    Headers.Builder came = Headers.builder();
    for (Map.Entry<String, String> field : request.getTrailerFields().entrySet()) {
      try {
        came.add(field.getKey(), field.getValue());
      } catch (IllegalArgumentException e) {
        // No HTTP, so that it cannot go on; the body is whole without it.
      }
    }
    return came.build();
  }

  /**
   * Sets what is sent after the body of a response.
   *
   * @return false when the viewer or the container takes none for this response
   */
  static boolean set(
      HttpServletRequest request, HttpServletResponse response, Supplier<Headers> trailers) {
    if (request.getProtocol().equals("HTTP/1.0")) {
      return false;
    }
    try {
      response.setTrailerFields(() -> fields(trailers.get()));
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static Map<String, String> fields(Headers trailers) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < trailers.size(); i++) {
      fields.merge(trailers.name(i), trailers.value(i), (one, two) -> one + ", " + two);
    }
    return fields;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.CustomResponse;
import dev.edgefilter.config.waf.CustomResponseBody;
import dev.edgefilter.http.Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a blocked viewer gets.
 *
 * @param custom whether the configuration describes it
 */
record BlockResponse(
    int status,
    @Nullable String contentType,
    @Nullable String body,
    Headers headers,
    boolean custom) {
  /** The edge's own page with a 403. */
  static final BlockResponse PLAIN = new BlockResponse(403, null, null, Headers.EMPTY, false);

  static BlockResponse of(
      @Nullable CustomResponse response, Map<String, CustomResponseBody> bodies) {
    if (response == null) {
      return PLAIN;
    }
    CustomResponseBody body = bodies.get(response.bodyKey());
    return body == null
        ? new BlockResponse(response.status(), null, "", response.headers(), true)
        : new BlockResponse(
            response.status(), body.type().mediaType(), body.content(), response.headers(), true);
  }
}

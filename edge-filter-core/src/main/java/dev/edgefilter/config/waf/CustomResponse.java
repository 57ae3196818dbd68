// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import dev.edgefilter.http.Headers;
import java.util.Objects;

/**
 * What a blocked viewer gets in place of the plain 403.
 *
 * @param status the status
 * @param bodyKey which of the custom bodies; empty for none
 * @param headers headers besides {@code Content-Type}
 */
public record CustomResponse(int status, String bodyKey, Headers headers) {
  /** Refuses null. */
  public CustomResponse {
    Objects.requireNonNull(bodyKey, "bodyKey");
    Objects.requireNonNull(headers, "headers");
  }

  /** A status without a body. */
  public static CustomResponse of(int status) {
    return new CustomResponse(status, "", Headers.EMPTY);
  }
}

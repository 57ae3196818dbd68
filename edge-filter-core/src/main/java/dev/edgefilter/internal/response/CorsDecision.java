// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.Headers;

/**
 * What the CORS part of a policy adds for one request, before the response is looked at.
 *
 * @param reason why
 * @param lines the headers, empty for none
 */
public record CorsDecision(CorsReason reason, Headers lines) {

  static CorsDecision nothing(CorsReason reason) {
    return new CorsDecision(reason, Headers.EMPTY);
  }
}

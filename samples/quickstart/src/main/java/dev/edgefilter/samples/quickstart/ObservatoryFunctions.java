// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;

/** Two edge functions in Java. */
final class ObservatoryFunctions {
  private ObservatoryFunctions() {}

  /** On viewer-request: the home page has moved; nobody else needs to know. */
  static FunctionResult redirectOldHome(EdgeEvent event) {
    if (event.request().uri().equals("/old-home")) {
      return FunctionResult.response(FunctionResponse.redirect(301, "/"));
    }
    return FunctionResult.request(event.request());
  }

  /** On viewer-response: everything comes from this site alone. */
  static FunctionResult addSecurityHeaders(EdgeEvent event) {
    return FunctionResult.response(
        event
            .requireResponse()
            .withHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
            .withHeader("X-Content-Type-Options", "nosniff"));
  }
}

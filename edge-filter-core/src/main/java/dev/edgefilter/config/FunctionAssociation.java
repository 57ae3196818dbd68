// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * Which edge function runs on one event of a cache behavior.
 *
 * @param event when it runs
 * @param function the ARN or name; the engine maps it to code
 * @param lambda whether it follows the rules of Lambda@Edge rather than CloudFront Functions
 * @param includeBody whether a Lambda@Edge function on a request sees the body
 */
public record FunctionAssociation(
    FunctionEvent event, String function, boolean lambda, boolean includeBody) {
  /** Checks that both parts are present. */
  public FunctionAssociation {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(function, "function");
  }

  /** A function by the rules of CloudFront Functions. */
  public FunctionAssociation(FunctionEvent event, String function) {
    this(event, function, false, false);
  }
}

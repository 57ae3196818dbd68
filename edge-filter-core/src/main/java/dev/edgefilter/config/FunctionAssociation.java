// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * Which edge function runs on one event of a cache behavior.
 *
 * @param event when it runs
 * @param function the ARN or name; the engine maps it to code
 */
public record FunctionAssociation(FunctionEvent event, String function) {
  /** Checks that both parts are present. */
  public FunctionAssociation {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(function, "function");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import dev.edgefilter.config.OriginConfig;

/**
 * Connects remote origins; an optional capability, given to the engine's builder or found as a
 * service ({@link java.util.ServiceLoader}).
 */
public interface OriginConnector {

  /**
   * An origin for a configuration whose domain name is not {@code self}.
   *
   * @throws IllegalArgumentException when the configuration asks for what this connector cannot do;
   *     the message says what was found, what was expected and what to do
   */
  Origin connect(OriginConfig config);

  /**
   * The same with options; a connector that has none ignores only what is at its default.
   *
   * @throws IllegalArgumentException as above, also for an option that it does not have
   */
  default Origin connect(OriginConfig config, OriginOptions options) {
    if (!options.equals(OriginOptions.DEFAULT)) {
      throw new IllegalArgumentException(
          "found "
              + options
              + ", but "
              + getClass().getName()
              + " has no options; leave them at their defaults");
    }
    return connect(config);
  }
}

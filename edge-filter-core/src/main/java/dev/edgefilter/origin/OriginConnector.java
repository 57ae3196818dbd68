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
}

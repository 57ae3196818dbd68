// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * A header that a response headers policy adds.
 *
 * @param name its name
 * @param value its value, perhaps empty
 * @param override whether it replaces the origin's header of that name
 */
public record CustomHeader(String name, String value, boolean override) {
  /** Checks that the parts are present. */
  public CustomHeader {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }
}

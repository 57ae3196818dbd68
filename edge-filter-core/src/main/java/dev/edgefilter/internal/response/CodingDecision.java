// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import org.jspecify.annotations.Nullable;

/**
 * Is a response compressed.
 *
 * @param coding the coding, or null when it goes as it is
 * @param reason why
 */
public record CodingDecision(@Nullable String coding, CodingReason reason) {

  static CodingDecision no(CodingReason reason) {
    return new CodingDecision(null, reason);
  }
}

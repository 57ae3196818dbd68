// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * A public key that verifies signed URLs and cookies.
 *
 * @param id what viewers send as {@code Key-Pair-Id}
 * @param name a readable name, may be empty
 * @param encodedKey the key in PEM
 */
public record PublicKeyConfig(String id, String name, String encodedKey) {
  /** Checks that all parts are present. */
  public PublicKeyConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(encodedKey, "encodedKey");
  }
}

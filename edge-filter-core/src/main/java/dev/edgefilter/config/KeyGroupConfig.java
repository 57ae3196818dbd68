// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import java.util.Objects;

/**
 * A group of public keys that a cache behavior trusts.
 *
 * @param id what cache behaviors refer to; never part of a URL
 * @param name a readable name, may be empty
 * @param publicKeyIds the ids of its keys
 */
public record KeyGroupConfig(String id, String name, List<String> publicKeyIds) {
  /** Copies the key ids. */
  public KeyGroupConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    publicKeyIds = List.copyOf(publicKeyIds);
  }
}

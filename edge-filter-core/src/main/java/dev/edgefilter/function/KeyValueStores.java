// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.config.KeyValueStoreConfig;

/** Keeps the key value stores of an engine; they outlive configurations. */
public interface KeyValueStores {

  /**
   * The store of a configuration; one that is not there yet is created and filled.
   *
   * @throws IllegalArgumentException when it cannot be opened; the message says why
   */
  KeyValueStore open(KeyValueStoreConfig config);
}

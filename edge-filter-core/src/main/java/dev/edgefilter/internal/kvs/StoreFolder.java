// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.kvs;

import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.function.KeyValueStore;
import dev.edgefilter.function.KeyValueStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The stores of an engine, by name. With a folder each has a file there, and what was changed is
 * found again after a restart; the configuration fills a store when it is created, and again when
 * the configuration itself has changed.
 */
public final class StoreFolder implements KeyValueStores {
  private final InstantSource clock;
  private final @Nullable Path folder;
  private final Map<String, VersionedStore> stores = new ConcurrentSkipListMap<>();

  /**
   * No stores yet.
   *
   * @param folder where they are kept, or null when they live in memory only
   */
  public StoreFolder(InstantSource clock, @Nullable Path folder) {
    this.clock = clock;
    this.folder = folder;
  }

  @Override
  public synchronized KeyValueStore open(KeyValueStoreConfig config) {
    VersionedStore present = stores.get(config.name());
    if (present != null) {
      return present;
    }
    VersionedStore opened;
    try {
      opened = folder == null ? inMemory(config) : inFile(config, folder);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "needs the key value store \"" + config.name() + "\", which cannot be kept: " + e, e);
    }
    stores.put(config.name(), opened);
    return opened;
  }

  private VersionedStore inMemory(KeyValueStoreConfig config) {
    return new VersionedStore(
        config, VersionedStore.first(config.data(), clock.instant()), clock, null);
  }

  private VersionedStore inFile(KeyValueStoreConfig config, Path parent) throws IOException {
    Files.createDirectories(parent);
    StoreFile file = new StoreFile(parent.resolve(config.name() + ".kvs"));
    StoreFile.Content content = file.read();
    if (content != null) {
      VersionedStore store = new VersionedStore(config, content.version(), clock, file);
      if (!content.importDigest().equals(StoreFile.digest(config.data()))) {
        store.replaceAll(config.data());
      }
      return store;
    }
    KeyValueStore.Version first = VersionedStore.first(config.data(), clock.instant());
    file.write(first, config.data());
    return new VersionedStore(config, first, clock, file);
  }

  /** Makes the stores what a configuration that now holds says. */
  public void apply(List<KeyValueStoreConfig> configs) {
    for (KeyValueStoreConfig config : configs) {
      open(config);
      VersionedStore store = stores.get(config.name());
      if (store != null) {
        store.configure(config);
      }
    }
  }

  /** The store that a name, id or ARN means, or null. */
  public @Nullable KeyValueStore find(String arnIdOrName) {
    for (VersionedStore store : stores.values()) {
      if (store.isNamed(arnIdOrName)) {
        return store;
      }
    }
    return null;
  }

  /** The names of all stores. */
  public List<String> names() {
    return List.copyOf(stores.keySet());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.kvs;

import dev.edgefilter.config.KeyValueData;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.function.KeyValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store whose versions replace one another; readers take the one of now without a lock. */
final class VersionedStore implements KeyValueStore {
  private final InstantSource clock;
  private final @Nullable StoreFile file;
  private volatile KeyValueStoreConfig config;
  private volatile Version version;

  VersionedStore(
      KeyValueStoreConfig config, Version version, InstantSource clock, @Nullable StoreFile file) {
    this.config = config;
    this.version = version;
    this.clock = clock;
    this.file = file;
  }

  static Version first(Map<String, String> data, Instant now) {
    return new Version(etag(), now, now, copy(data), KeyValueData.bytes(data));
  }

  private static String etag() {
    return "KV" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
  }

  private static Map<String, String> copy(Map<String, String> data) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public boolean isNamed(String arnIdOrName) {
    return config.isNamed(arnIdOrName);
  }

  @Override
  public Version version() {
    return version;
  }

  /** What the configuration filled it with last. */
  KeyValueStoreConfig config() {
    return config;
  }

  @Override
  public synchronized Version update(
      @Nullable String ifMatch, Map<String, String> puts, Iterable<String> deletes) {
    Version before = version;
    if (ifMatch != null && !ifMatch.equals(before.etag())) {
      throw new ConcurrentModificationException(
          "the store " + name() + " is at " + before.etag() + " and no longer at " + ifMatch);
    }
    Map<String, String> data = new LinkedHashMap<>(before.data());
    int keys = puts.size();
    long bytes = KeyValueData.bytes(puts);
    for (String key : deletes) {
      if (puts.containsKey(key)) {
        throw new IllegalArgumentException("the key \"" + key + "\" is both set and removed");
      }
      keys++;
      data.remove(key);
    }
    if (keys > MAX_UPDATE_KEYS || bytes > MAX_UPDATE_BYTES) {
      throw new IllegalArgumentException(
          "the update has "
              + keys
              + " keys and "
              + bytes
              + " bytes, expected at most "
              + MAX_UPDATE_KEYS
              + " and "
              + MAX_UPDATE_BYTES);
    }
    data.putAll(puts);
    return replace(data, config);
  }

  @Override
  public synchronized Version replaceAll(Map<String, String> data) {
    return replace(data, config);
  }

  /** A changed configuration fills the store anew; an unchanged one leaves later changes alone. */
  synchronized void configure(KeyValueStoreConfig changed) {
    if (changed.data().equals(config.data())) {
      config = changed;
    } else {
      replace(changed.data(), changed);
    }
  }

  private Version replace(Map<String, String> data, KeyValueStoreConfig imported) {
    String fault = KeyValueData.fault(data);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
    Version next =
        new Version(
            etag(), version.created(), clock.instant(), copy(data), KeyValueData.bytes(data));
    if (file != null) {
      try {
        file.write(next, imported.data());
      } catch (IOException e) {
        throw new UncheckedIOException("the store " + name() + " could not be written", e);
      }
    }
    config = imported;
    version = next;
    return next;
  }
}

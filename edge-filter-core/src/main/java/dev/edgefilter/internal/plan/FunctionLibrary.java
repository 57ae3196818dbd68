// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.function.FunctionEngine;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.function.KeyValueStore;
import dev.edgefilter.function.KeyValueStores;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions in other languages that plans use. One that a new plan uses unchanged is carried
 * over, warm as it is. Used by one thread at a time: the one that publishes.
 */
public final class FunctionLibrary implements AutoCloseable {
  static final String MISSING =
      "is JavaScript, but no library that runs it is on the class path; add"
          + " org.graalvm.polyglot:polyglot and org.graalvm.js:js-language, or register a Java"
          + " function under this name";

  private final @Nullable FunctionEngine engine;
  private final FunctionServices services;
  private final KeyValueStores stores;
  private final Map<Key, LoadedFunction> loaded = new HashMap<>();
  private final Set<Key> wanted = new HashSet<>();

  private record Key(FunctionConfig code, @Nullable KeyValueStore store) {}

  /**
   * A library without functions.
   *
   * @param engine what loads them, or null when no library for it is there
   * @param services what they may use, without a store
   * @param stores where the stores come from
   */
  public FunctionLibrary(
      @Nullable FunctionEngine engine, FunctionServices services, KeyValueStores stores) {
    this.engine = engine;
    this.services = services;
    this.stores = stores;
  }

  /** What functions are measured against. */
  public FunctionLimits limits() {
    return services.limits();
  }

  FunctionServices services() {
    return services;
  }

  /**
   * The function, loaded.
   *
   * @throws IllegalArgumentException when it cannot run; the message says why and what to do
   */
  LoadedFunction load(FunctionConfig code, EdgeConfig config) {
    FunctionEngine present = engine;
    if (present == null || !present.available()) {
      throw new IllegalArgumentException(MISSING);
    }
    KeyValueStore store = store(code, config);
    Key key = new Key(code, store);
    LoadedFunction function = loaded.get(key);
    if (function == null) {
      function = present.load(code, services.withStore(store));
      loaded.put(key, function);
    }
    wanted.add(key);
    return function;
  }

  /**
   * A function for one test, loaded on its own when no plan uses it.
   *
   * @throws IllegalArgumentException when it cannot run; the message says why
   */
  public FunctionPlan forTest(FunctionConfig code, EdgeConfig config) {
    boolean used = loaded.keySet().stream().anyMatch(key -> key.code().equals(code));
    LoadedFunction function = load(code, config);
    if (!used) {
      wanted.removeIf(key -> key.code().equals(code)); // the next plan closes it
    }
    return new FunctionPlan(
        code.name(),
        code.runtime().lambda(),
        false,
        OriginChoices.NONE,
        services.limits(),
        function);
  }

  /** What the code uses that AWS does not have. */
  public List<String> lint(FunctionConfig code) {
    return engine == null ? List.of() : engine.lint(code);
  }

  private @Nullable KeyValueStore store(FunctionConfig code, EdgeConfig config) {
    for (String name : code.keyValueStores()) {
      KeyValueStoreConfig store = config.keyValueStore(name);
      if (store != null) {
        return stores.open(store);
      }
    }
    return null;
  }

  /** Begins to note what a new plan uses. */
  public void begin() {
    wanted.clear();
  }

  /** Closes everything that the last plan does not use. */
  public void keepWanted() {
    closeAll(false);
  }

  /** Closes everything. */
  @Override
  public void close() {
    closeAll(true);
  }

  private void closeAll(boolean wantedToo) {
    loaded
        .entrySet()
        .removeIf(
            entry -> {
              boolean closes = wantedToo || !wanted.contains(entry.getKey());
              if (closes) {
                Objects.requireNonNull(entry.getValue()).close();
              }
              return closes;
            });
  }
}

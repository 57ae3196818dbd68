// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.kvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.function.KeyValueStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key value stores: versions, limits, and what outlives a restart. */
final class StoreFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final KeyValueStoreConfig CONFIG = KeyValueStoreConfig.of("s", Map.of("a", "1"));

  @TempDir Path folder;

  private StoreFolder start() {
    return new StoreFolder(() -> NOW, folder.resolve("stores"));
  }

  private static KeyValueStore inMemory() {
    return new StoreFolder(() -> NOW, null).open(CONFIG);
  }

  @Test
  void anUpdateMakesANewVersionAndLeavesTheOldOneAlone() {
    KeyValueStore store = inMemory();
    KeyValueStore.Version before = store.version();
    KeyValueStore.Version after =
        store.update(before.etag(), Map.of("b", "2", "c", "3"), List.of("a", "none"));
    assertEquals(Map.of("a", "1"), before.data());
    assertEquals(Map.of("b", "2", "c", "3"), after.data());
    assertEquals(4, after.bytes());
    assertNotEquals(before.etag(), after.etag());
    assertTrue(after.etag().startsWith("KV"));
    assertSame(after, store.version());
  }

  @Test
  void anUpdateOfAnOlderVersionChangesNothing() {
    KeyValueStore store = inMemory();
    String seen = store.version().etag();
    KeyValueStore.Version changed = store.put("a", "2");
    assertThrows(
        ConcurrentModificationException.class,
        () -> store.update(seen, Map.of("a", "3"), List.of()));
    assertSame(changed, store.version());
  }

  @Test
  void limitsOfKeysValuesUpdatesAndTheStoreAreKept() {
    KeyValueStore store = inMemory();
    KeyValueStore.Version before = store.version();
    Map<String, String> fifty = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      fifty.put("k" + i, "v");
    }
    Map<String, String> fiftyOne = new HashMap<>(fifty);
    fiftyOne.put("one more", "v");
    Map<String, String> tooMuch = new HashMap<>();
    for (int i = 0; i < 5200; i++) {
      tooMuch.put("k" + i, "v".repeat(1024));
    }
    for (Map<String, String> bad :
        List.of(
            Map.of("k".repeat(513), "v"),
            Map.of("", "v"),
            Map.of("k", "v".repeat(1025)),
            Map.of("\u00fc".repeat(257), "v"),
            fiftyOne)) {
      assertThrows(IllegalArgumentException.class, () -> store.update(null, bad, List.of()));
    }
    assertThrows(IllegalArgumentException.class, () -> store.replaceAll(tooMuch));
    assertThrows(
        IllegalArgumentException.class, () -> store.update(null, Map.of("a", "2"), List.of("a")));
    assertSame(before, store.version());
    store.update(null, fifty, List.of());
    store.put("k".repeat(512), "v".repeat(1024));
    assertEquals(52, store.version().data().size());
  }

  @Test
  void whatWasChangedIsFoundAgainAfterARestart() {
    KeyValueStore.Version left =
        start().open(CONFIG).update(null, Map.of("b", "\u00fc"), List.of());
    KeyValueStore.Version found = start().open(CONFIG).version();
    assertEquals(left, found);
  }

  @Test
  void aConfigurationThatChangedItselfFillsTheStoreAnew() {
    start().open(CONFIG).put("b", "2");
    KeyValueStoreConfig changed = KeyValueStoreConfig.of("s", Map.of("a", "9"));
    assertEquals(Map.of("a", "9"), start().open(changed).version().data());
    StoreFolder running = new StoreFolder(() -> NOW, null);
    KeyValueStore store = running.open(CONFIG);
    store.put("b", "2");
    running.apply(List.of(CONFIG));
    assertEquals(Map.of("a", "1", "b", "2"), store.version().data());
    running.apply(List.of(changed));
    assertEquals(Map.of("a", "9"), store.version().data());
    assertSame(store, running.find("s"));
  }

  @Test
  void aBrokenFileIsAProblemAndNotAnEmptyStore() throws Exception {
    start().open(CONFIG);
    Path file = folder.resolve("stores/s.kvs");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> start().open(CONFIG));
    assertTrue(e.getMessage().contains("s.kvs is broken"), e.getMessage());
  }
}

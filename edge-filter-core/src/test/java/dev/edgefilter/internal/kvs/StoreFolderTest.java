// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.kvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.KeyValueData;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.function.KeyValueStore;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "512,   1, true",
    "513,   1, false",
    "1,  1024, true",
    "1,  1025, false",
    "1,     0, true",
    "0,     1, false"
  })
  void keysAndValuesHaveTheirBytes(int keyBytes, int valueBytes, boolean fits) {
    String key = "k".repeat(keyBytes);
    String value = "v".repeat(valueBytes);
    check(fits, store -> store.put(key, value));
    check(fits, store -> store.replaceAll(Map.of(key, value)));
  }

  @ParameterizedTest
  @CsvSource({"256, 512, true", "257, 1, false", "1, 513, false"})
  void bytesAreThoseOfUtf8(int keyLetters, int valueLetters, boolean fits) {
    check(fits, store -> store.put("\u00fc".repeat(keyLetters), "\u00fc".repeat(valueLetters)));
  }

  @ParameterizedTest
  @CsvSource({
    "50, 0, true",
    "51, 0, false",
    "0, 50, true",
    "0, 51, false",
    "25, 25, true",
    "26, 25, false"
  })
  void anUpdateHasFiftyKeysSetAndRemoved(int set, int removed, boolean fits) {
    check(
        fits,
        store ->
            store.update(
                null,
                pairs(set, 1),
                pairs(removed, 0).keySet().stream().map(key -> "gone " + key).toList()));
  }

  @Test
  void anImportHasNoLimitOfKeys() {
    check(true, store -> store.replaceAll(pairs(5000, 1)));
  }

  @Test
  void aKeyIsNotBothSetAndRemoved() {
    check(false, store -> store.update(null, Map.of("a", "2"), List.of("a")));
  }

  @Test
  void aStoreHasFiveMegabytes() {
    Map<String, String> full = new HashMap<>();
    for (int i = 1000; i < 1000 + 5 * 1024; i++) {
      full.put(Integer.toString(i), "v".repeat(1020));
    }
    assertEquals(5 * 1024 * 1024, KeyValueData.bytes(full));
    KeyValueStore store = inMemory();
    assertEquals(5 * 1024 * 1024, store.replaceAll(full).bytes());
    KeyValueStore.Version before = store.version();
    assertThrows(IllegalArgumentException.class, () -> store.put("k", ""));
    assertSame(before, store.version());
    full.put("k", "");
    assertThrows(IllegalArgumentException.class, () -> inMemory().replaceAll(full));
  }

  private static Map<String, String> pairs(int count, int valueBytes) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i < count; i++) {
      pairs.put("k" + i, "v".repeat(valueBytes));
    }
    return pairs;
  }

  /** What does not fit leaves the store as it was. */
  private static void check(boolean fits, Consumer<KeyValueStore> change) {
    KeyValueStore store = inMemory();
    KeyValueStore.Version before = store.version();
    if (fits) {
      change.accept(store);
      assertNotSame(before, store.version());
    } else {
      assertThrows(IllegalArgumentException.class, () -> change.accept(store));
      assertSame(before, store.version());
    }
  }

  @Test
  void datesAreThoseOfTheFirstAndOfTheLastVersion() {
    Instant[] now = {NOW};
    KeyValueStore store = new StoreFolder(() -> now[0], null).open(CONFIG);
    now[0] = NOW.plusSeconds(60);
    KeyValueStore.Version after = store.put("b", "2");
    assertEquals(NOW + " " + NOW.plusSeconds(60), after.created() + " " + after.updated());
  }

  @Test
  void whatCannotBeWrittenChangesNothing() throws Exception {
    KeyValueStore store = start().open(CONFIG);
    KeyValueStore.Version before = store.version();
    Path stores = folder.resolve("stores");
    Files.move(stores, folder.resolve("away"));
    assertThrows(UncheckedIOException.class, () -> store.put("b", "2"));
    assertThrows(UncheckedIOException.class, () -> store.replaceAll(Map.of("b", "2")));
    assertSame(before, store.version());
    Files.move(folder.resolve("away"), stores);
    assertEquals(before, start().open(CONFIG).version());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "links,                                          true",
    "a1b2,                                           true",
    "arn:aws:cloudfront::1:key-value-store/a1b2,     true",
    "arn:aws:cloudfront::2:key-value-store/a1b2,     false",
    "arn:aws:cloudfront::1:key-value-store/other,    false",
    "other,                                          false"
  })
  void aStoreIsNamedByNameIdOrArn(String name, boolean means) {
    String arn = "arn:aws:cloudfront::1:key-value-store/a1b2";
    StoreFolder stores = new StoreFolder(() -> NOW, null);
    stores.open(new KeyValueStoreConfig("links", "a1b2", arn, Map.of()));
    assertEquals(means, stores.find(name) != null);
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

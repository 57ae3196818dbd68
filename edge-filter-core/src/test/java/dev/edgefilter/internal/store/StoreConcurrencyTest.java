// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import static dev.edgefilter.store.StoreFixtures.DISTRIBUTION;
import static dev.edgefilter.store.StoreFixtures.head;
import static dev.edgefilter.store.StoreFixtures.invalidate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything at once: no wrong byte, nothing invalidated is found, every buffer comes back. */
class StoreConcurrencyTest {
  private static final int KEYS = 400;
  private static final int WRITERS = 3;
  private static final int ROUNDS = 1_500;
  private static final int ENOUGH_READ = 500;

  /** The version an origin would answer with now, per path. */
  private final AtomicLongArray versions = new AtomicLongArray(KEYS);

  /** The oldest version that may still be found, per path. */
  private final AtomicLongArray oldest = new AtomicLongArray(KEYS);

  private final AtomicLong bodiesRead = new AtomicLong();
  private final CountDownLatch writing = new CountDownLatch(WRITERS);

  @Test
  @Timeout(300)
  void readersWritersAndInvalidationsNeverMixBytesOrServeInvalidatedOnes() throws Exception {
    // Small enough that segments move between the tiers and get lost all the time.
    run(TieredResponseStore.builder().memoryBytes(32 << 20).maxEntries(300));
  }

  @Test
  @Timeout(300)
  void theSameHoldsWithFilesThatAreEvictedAllTheTime(@TempDir Path folder) throws Exception {
    run(
        TieredResponseStore.builder()
            .memoryBytes(2 << 20)
            .directory(folder)
            .diskBytes(12 << 20)
            .maxEntries(300));
  }

  private void run(TieredResponseStoreBuilder settings) throws Exception {
    try (TieredResponseStore store = settings.build()) {
      List<Callable<Void>> workers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        workers.add(writer(store, new Random(i)));
        workers.add(reader(store, new Random(100 + i)));
      }
      ExecutorService threads = Executors.newFixedThreadPool(workers.size());
      for (Future<Void> done : threads.invokeAll(workers)) {
        done.get();
      }
      threads.shutdown();
      invalidate(store, "/*");
      while (store.statistics().entries() > 0) {
        Thread.onSpinWait();
      }
      while (store.tiers().buffersInUse() > 0) {
        Thread.onSpinWait();
      }
      // Lock, ledger and journal are always counted.
      while (store.statistics().diskBytes() > 256 << 10) {
        Thread.onSpinWait();
      }
    }
  }

  private Callable<Void> writer(TieredResponseStore store, Random random) {
    return () -> {
      try {
        for (int i = 0; i < ROUNDS; i++) {
          fill(store, random);
          switch (random.nextInt(6)) {
            case 0 -> invalidateOne(store, random);
            case 1 -> refreshOrRemove(store, random);
            default -> {}
          }
        }
      } finally {
        writing.countDown();
      }
      return null;
    };
  }

  /** Goes on as long as something is written, and until enough was read to mean something. */
  private Callable<Void> reader(TieredResponseStore store, Random random) {
    return () -> {
      while (writing.getCount() > 0 || bodiesRead.get() < ENOUGH_READ) {
        read(store, random);
      }
      return null;
    };
  }

  private void fill(TieredResponseStore store, Random random) {
    int path = random.nextInt(KEYS);
    long stamp = store.stamp();
    long version = versions.get(path);
    int length = length(path);
    long expected = random.nextBoolean() ? length : -1;
    ResponseWriter writer = store.begin(key(path), head(), expected, stamp);
    if (writer == null) {
      return;
    }
    byte[] body = content(path, version, length);
    int at = 0;
    while (at < length) {
      int piece = Math.min(length - at, 1 + random.nextInt(50_000));
      if (!writer.write(ByteBuffer.wrap(body, at, piece))) {
        break;
      }
      at += piece;
    }
    if (random.nextInt(10) == 0) {
      writer.abandon();
    } else {
      writer.commit();
    }
  }

  private void read(TieredResponseStore store, Random random) {
    int path = random.nextInt(KEYS);
    long from = oldest.get(path);
    for (StoredResponse stored : store.find(key(path))) {
      try (BodyReader reader = store.read(stored)) {
        if (reader != null) {
          check(reader, path, from);
        }
      }
    }
  }

  private void check(BodyReader reader, int path, long from) {
    ByteBuffer view = reader.at(0);
    if (view == null) {
      return;
    }
    long version = view.getLong(0);
    assertTrue(version >= from, () -> "version " + version + ", oldest " + from);
    byte[] expected = content(path, version, length(path));
    assertEquals(expected.length, reader.length());
    int position = 0;
    while (position < expected.length) {
      view = reader.at(position);
      if (view == null) {
        return;
      }
      int count = view.remaining();
      assertEquals(ByteBuffer.wrap(expected, position, count), view, "bytes of " + path);
      position += count;
    }
    bodiesRead.incrementAndGet();
  }

  private void invalidateOne(TieredResponseStore store, Random random) {
    int path = random.nextInt(KEYS);
    long version = versions.incrementAndGet(path);
    invalidate(store, random.nextInt(4) == 0 ? "/p" + path + "/*" : "/p" + path + "/x");
    oldest.accumulateAndGet(path, version, Math::max);
  }

  private void refreshOrRemove(TieredResponseStore store, Random random) {
    long stamp = store.stamp();
    for (StoredResponse stored : store.find(key(random.nextInt(KEYS)))) {
      if (random.nextInt(10) == 0) {
        store.remove(stored);
      } else {
        store.refresh(stored, head(), stamp);
      }
    }
  }

  private static CacheKey key(int path) {
    return new CacheKey(DISTRIBUTION, "/p" + path + "/x", null, new String[] {});
  }

  private static int length(int path) {
    return 8 + (path * 7919) % 150_000;
  }

  /** Begins with its version; the rest depends on path and version. */
  private static byte[] content(int path, long version, int length) {
    byte[] bytes = new byte[length];
    new Random(path * 31L + version).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(0, version);
    return bytes;
  }
}

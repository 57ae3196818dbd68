// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import static dev.edgefilter.store.StoreFixtures.DISTRIBUTION;
import static dev.edgefilter.store.StoreFixtures.head;
import static dev.edgefilter.store.StoreFixtures.key;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreStatistics;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The store under pressure, beside Caffeine's W-TinyLFU on the same trace: a hot set by Zipf's law,
 * with scans of addresses that are asked for once.
 *
 * <p>Caffeine gets the bytes of the bodies that the store holds at the end, which compares the
 * choices, and the bytes of the store's memory, which compares all there is: buffers come in
 * classes of sizes, and tables and spare ones take memory too.
 */
final class AdmissionTraceTest {
  private static final int REQUESTS = 150_000;
  private static final int POPULAR = 12_000;
  private static final int SCAN = 3_000;
  private static final double MOST_POINTS_BEHIND = 5;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          one size and scans, 16000, 16000,  10, 48, true
          one size,           16000, 16000,  0,  48, true
          mixed sizes,        200,   60000,  10, 64, false
          small ones,         100,   3000,   10, 5,  false
          few large ones,     4000,  900000, 5,  64, true
          """)
  void hitsAreAboutThoseOfCaffeine(
      String name, int least, int most, int scans, int mebibytes, boolean dense) {
    int[] trace = trace(scans, new Random(7));
    long memory = (long) mebibytes << 20;
    double ours;
    StoreStatistics end;
    long held;
    try (TieredResponseStore store = TieredResponseStore.builder().memoryBytes(memory).build()) {
      ours = hits(store, trace, least, most);
      end = store.statistics();
      held = bodyBytes(store);
    }
    double sameBodies = caffeine(trace, least, most, held);
    double sameMemory = caffeine(trace, least, most, memory);
    System.out.printf(
        Locale.ROOT,
        "%-20s store %4.1f %%, Caffeine %4.1f %% with the same bytes of bodies, %4.1f %% with the"
            + " same memory; %d not admitted, %d evicted, %d bodies lost%n",
        name,
        ours,
        sameBodies,
        sameMemory,
        end.notAdmitted(),
        end.evicted(),
        end.bodiesLost());
    double bar = dense ? sameMemory : sameBodies;
    assertTrue(ours > bar - MOST_POINTS_BEHIND, () -> ours + " %, Caffeine " + bar + " %");
  }

  private static long bodyBytes(TieredResponseStore store) {
    long[] sum = {0};
    store.visit(
        DISTRIBUTION,
        stored -> {
          sum[0] += stored.bodyBytes();
          return true;
        });
    return sum[0];
  }

  /** Every key is a number; those of a scan are never asked for again. */
  private static int[] trace(int scans, Random random) {
    double[] steps = new double[POPULAR];
    double sum = 0;
    for (int i = 0; i < POPULAR; i++) {
      sum += 1 / Math.pow(i + 1, 0.9);
      steps[i] = sum;
    }
    int[] trace = new int[REQUESTS];
    int once = POPULAR;
    int distance = scans == 0 ? Integer.MAX_VALUE : REQUESTS / scans;
    for (int i = 0; i < REQUESTS; i++) {
      if (i % distance >= distance - SCAN) {
        trace[i] = once++;
      } else {
        int at = Arrays.binarySearch(steps, random.nextDouble() * sum);
        trace[i] = at < 0 ? -at - 1 : at;
      }
    }
    return trace;
  }

  private static int size(int key, int least, int most) {
    return least == most ? least : least + Math.floorMod(key * 0x9E3779B9, most - least);
  }

  private static double caffeine(int[] trace, int least, int most, long memory) {
    Cache<Integer, Integer> cache =
        Caffeine.newBuilder()
            .maximumWeight(memory)
            .weigher((Integer key, Integer size) -> size)
            .executor(Runnable::run)
            .build();
    int hits = 0;
    for (int key : trace) {
      if (cache.getIfPresent(key) == null) {
        cache.put(key, size(key, least, most));
      } else {
        hits++;
      }
    }
    return 100.0 * hits / trace.length;
  }

  private double hits(TieredResponseStore store, int[] trace, int least, int most) {
    int hits = 0;
    for (int number : trace) {
      CacheKey key = key("/" + number);
      StoredResponse[] found = store.find(key);
      if (found.length > 0 && readable(store, found[0])) {
        hits++;
      } else {
        fill(store, key, size(number, least, most));
      }
    }
    return 100.0 * hits / trace.length;
  }

  private static boolean readable(TieredResponseStore store, StoredResponse stored) {
    try (BodyReader reader = store.read(stored)) {
      return reader != null;
    }
  }

  private void fill(TieredResponseStore store, CacheKey key, int length) {
    ResponseWriter writer = store.begin(key, head(), length, store.stamp());
    if (writer != null && writer.write(bytes.duplicate().limit(length))) {
      writer.commit();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.internal.store.TieredResponseStore;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoredHead;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Measures what an invalidation costs its caller while a million responses are stored, and prints
 * median and slowest; exits with 1 when a median is 5 ms or more.
 */
final class PurgeTimes {
  private static final String SITE = "E2EXAMPLE";
  private static final long LIMIT_NANOS = 5_000_000;
  private static final int ROUNDS = 50;

  private PurgeTimes() {}

  /** Takes the number of responses. */
  public static void main(String[] args) {
    int responses = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    ResponseStore store =
        TieredResponseStore.builder()
            .memoryBytes(256L << 20)
            .maxEntries(responses + 1)
            .maxIndexBytes(4L << 30)
            .build();
    StoredHead head = BenchData.freshHead().withTags(List.of("t1", "t2"));
    for (int i = 0; i < responses; i++) {
      CacheKey key = new CacheKey(SITE, "/p" + i % 100 + "/" + i, null, new String[0]);
      ResponseWriter writer = store.begin(key, head, 0, store.stamp());
      Objects.requireNonNull(Objects.requireNonNull(writer).commit());
    }
    System.out.println("stored " + store.statistics().entries());
    long slowest = 0;
    for (String what : List.of("prefix", "tag", "soft prefix", "soft tag", "everything")) {
      slowest = Math.max(slowest, median(store, what));
    }
    System.exit(slowest < LIMIT_NANOS ? 0 : 1);
  }

  /** The first calls load classes and start the sweeper's thread, so the median counts. */
  private static long median(ResponseStore store, String what) {
    long[] nanos = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      String item =
          what.equals("everything") ? "/*" : what.endsWith("tag") ? "#t" + i : "/p" + i + "/*";
      boolean soft = what.startsWith("soft");
      long begin = System.nanoTime();
      store.invalidate(Invalidation.of(SITE, List.of(item), soft, 0));
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-12s median %8.1f us, slowest %8.1f us%n",
        what,
        nanos[ROUNDS / 2] / 1000.0,
        nanos[ROUNDS - 1] / 1000.0);
    return nanos[ROUNDS / 2];
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.internal.store.TieredResponseStore;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Finds one of a thousand hot responses of 10 KB and takes its body by reference. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class StoreBenchmark {
  private static final int RESPONSES = 1024;
  private static final int BODY_BYTES = 10 << 10;

  private final CacheKey[] keys = new CacheKey[RESPONSES];
  private ResponseStore store;
  private int next;

  /** Fills the store. */
  @Setup
  public void fill() {
    store = TieredResponseStore.builder().memoryBytes(64L << 20).build();
    ByteBuffer body = ByteBuffer.allocateDirect(BODY_BYTES);
    for (int i = 0; i < RESPONSES; i++) {
      keys[i] = new CacheKey("E2EXAMPLE", "/articles/" + i, null, new String[0]);
      ResponseWriter writer =
          store.begin(keys[i], BenchData.freshHead(), BODY_BYTES, store.stamp());
      Objects.requireNonNull(writer).write(body.duplicate());
      Objects.requireNonNull(writer.commit());
    }
  }

  /** Frees the memory. */
  @TearDown
  public void close() throws Exception {
    store.close();
  }

  @Benchmark
  public int findAndRead() {
    StoredResponse[] found = store.find(keys[next++ & RESPONSES - 1]);
    try (BodyReader reader = Objects.requireNonNull(store.read(found[0]))) {
      return Objects.requireNonNull(reader.at(0)).remaining();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoreStatistics;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import dev.edgefilter.store.StoredSummary;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A real store that counts what was opened and not closed, and can lose bodies and room. */
final class CountingStore implements ResponseStore {
  final AtomicInteger openReaders = new AtomicInteger();
  final AtomicInteger openWriters = new AtomicInteger();
  volatile boolean losesBodies;
  volatile boolean losesBodiesWhileRead;
  volatile boolean full;
  volatile Path file;
  volatile long fileOffset;

  private final ResponseStore store;

  CountingStore(ResponseStore store) {
    this.store = store;
  }

  @Override
  public StoredResponse[] find(CacheKey key) {
    return store.find(key);
  }

  @Override
  public long stamp() {
    return store.stamp();
  }

  @Override
  public ResponseWriter begin(CacheKey key, StoredHead head, long expectedBodyBytes, long stamp) {
    ResponseWriter writer = full ? null : store.begin(key, head, expectedBodyBytes, stamp);
    return writer == null ? null : new Writer(writer);
  }

  @Override
  public long supersede(CacheKey key, List<String> tags, String path, long stamp, long nowMillis) {
    return store.supersede(key, tags, path, stamp, nowMillis);
  }

  @Override
  public boolean refresh(StoredResponse stored, StoredHead head, long stamp) {
    return store.refresh(stored, head, stamp);
  }

  @Override
  public BodyReader read(StoredResponse stored) {
    if (losesBodies) {
      store.remove(stored);
      return null;
    }
    BodyReader reader = store.read(stored);
    return reader == null ? null : new Reader(reader);
  }

  @Override
  public void remove(StoredResponse stored) {
    store.remove(stored);
  }

  @Override
  public void invalidate(Invalidation invalidation) {
    store.invalidate(invalidation);
  }

  @Override
  public long maxBodyBytes() {
    return store.maxBodyBytes();
  }

  @Override
  public StoreStatistics statistics() {
    return store.statistics();
  }

  @Override
  public void visit(String distributionId, Predicate<? super StoredResponse> visitor) {
    store.visit(distributionId, visitor);
  }

  @Override
  public List<StoredSummary> inspect(StoreQuery query, long nowMillis) {
    return store.inspect(query, nowMillis);
  }

  @Override
  public void close() {
    store.close();
  }

  private final class Reader implements BodyReader {
    private final BodyReader reader;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Reader(BodyReader reader) {
      this.reader = reader;
      openReaders.incrementAndGet();
    }

    @Override
    public long length() {
      return reader.length();
    }

    @Override
    public ByteBuffer at(long position) {
      return losesBodiesWhileRead ? null : reader.at(position);
    }

    @Override
    public Path file() {
      return file;
    }

    @Override
    public long fileOffset() {
      return fileOffset;
    }

    @Override
    public void close() {
      reader.close();
      if (open.getAndSet(false)) {
        openReaders.decrementAndGet();
      }
    }
  }

  private final class Writer implements ResponseWriter {
    private final ResponseWriter writer;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Writer(ResponseWriter writer) {
      this.writer = writer;
      openWriters.incrementAndGet();
    }

    @Override
    public boolean write(ByteBuffer bytes) {
      return writer.write(bytes);
    }

    @Override
    public StoredResponse commit() {
      ended();
      return writer.commit();
    }

    @Override
    public StoreRefusal refusal() {
      return writer.refusal();
    }

    @Override
    public void abandon() {
      ended();
      writer.abandon();
    }

    @Override
    public long bytes() {
      return writer.bytes();
    }

    private void ended() {
      if (open.getAndSet(false)) {
        openWriters.decrementAndGet();
      }
    }
  }
}

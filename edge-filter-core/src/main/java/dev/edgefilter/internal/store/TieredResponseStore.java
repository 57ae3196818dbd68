// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.BodyWriter;
import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.ehcache.Segment;
import dev.edgefilter.internal.filestore.FileBody;
import dev.edgefilter.internal.filestore.FileHead;
import dev.edgefilter.internal.filestore.FileReader;
import dev.edgefilter.internal.filestore.FileStore;
import dev.edgefilter.internal.filestore.FileStoreSettings;
import dev.edgefilter.internal.filestore.FileWriter;
import dev.edgefilter.internal.store.Load.Bounds;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The store of one engine: an index on the heap over bodies in the memory tiers and, when there is
 * a folder for them, in files.
 */
public final class TieredResponseStore implements ResponseStore {
  /** So many are remembered in one step; a fraction of what is remembered at all. */
  private static final int TAGS_AT_ONCE = 1024;

  private final TieredResponseStoreBuilder settings;
  private final Counters counters = new Counters();
  private final AtomicLong lastId = new AtomicLong();

  /** What earlier processes stored is older than all that is begun in this one. */
  private final AtomicLong lastEarlierId = new AtomicLong();

  private final MemoryTiers tiers;
  private final Index index;
  private final @Nullable FileTier files;
  private final Sweeper sweeper;
  private final @Nullable ExecutorService ownExecutor;
  private volatile boolean closed;

  TieredResponseStore(TieredResponseStoreBuilder settings) {
    this.settings = settings;
    this.tiers = new MemoryTiers(settings.memoryBytes, settings.preparation);
    FileStore folder = openFolder(settings.files());
    long firstStamp = folder == null ? 0 : folder.firstStamp();
    long bodyBytes = folder == null ? tiers.usableBytes() : folder.maxBytes();
    Bounds bounds = new Bounds(settings.maxEntries(), settings.maxIndexBytes(), bodyBytes);
    this.index = new Index(bounds, tiers, counters, firstStamp);
    this.files =
        folder == null ? null : new FileTier(folder, index, tiers, lastEarlierId::decrementAndGet);
    this.ownExecutor = settings.executor == null ? newExecutor() : null;
    Executor given = settings.executor;
    Executor executor = given == null ? Objects.requireNonNull(ownExecutor) : given;
    this.sweeper = new Sweeper(index, executor, files == null ? stamp -> {} : files::swept);
  }

  private @Nullable FileStore openFolder(@Nullable FileStoreSettings onDisk) {
    try {
      return onDisk == null ? null : FileStore.open(onDisk);
    } catch (RuntimeException e) {
      tiers.close();
      throw e;
    }
  }

  /** Starts with 64 MiB for bodies and 32 MiB for the index. */
  public static TieredResponseStoreBuilder builder() {
    return new TieredResponseStoreBuilder();
  }

  @Override
  public StoredResponse[] find(CacheKey key) {
    return index.find(key);
  }

  @Override
  public long stamp() {
    return index.stamp();
  }

  @Override
  public @Nullable ResponseWriter begin(
      CacheKey key, StoredHead head, long expectedBodyBytes, long stamp) {
    if (closed || expectedBodyBytes > maxBodyBytes()) {
      countRejected();
      return null;
    }
    if (index.coversFill(key, head.tags(), stamp)) {
      return new RefusedWriter(StoreRefusal.INVALIDATED);
    }
    index.countMiss(key);
    FileHead all = new FileHead(key, head, stamp, Mark.UNTOUCHED);
    FileWriter file = files == null ? null : files.newBody(all, expectedBodyBytes);
    BodyWriter memory =
        expectedBodyBytes > memoryBodyBytes() ? null : tiers.newBody(expectedBodyBytes);
    if (file == null && memory == null) {
      countRejected();
      return null;
    }
    return new StoreWriter(this, lastId.incrementAndGet(), all, expectedBodyBytes, memory, file);
  }

  @Override
  public long supersede(CacheKey key, List<String> tags, String path, long stamp, long nowMillis) {
    Invalidation invalidation =
        Invalidation.ofPaths(key.distributionId(), List.of(path), nowMillis);
    Index.Superseded superseded = index.supersede(invalidation, path, key, tags, stamp);
    if (!lasts(superseded.mark())) {
      sweeper.sweepNow();
    }
    return superseded.covered() ? stamp : superseded.mark().stamp();
  }

  @Override
  public boolean refresh(StoredResponse stored, StoredHead head, long stamp) {
    if (!(stored instanceof Variant old)) {
      return false;
    }
    Variant refreshed = index.refresh(old, head, stamp);
    if (refreshed == null) {
      return false;
    }
    if (refreshed.content().lost()) {
      index.removeLost(refreshed);
      return false;
    }
    refreshed.content().rewriteHead(old);
    return true;
  }

  @Override
  public @Nullable BodyReader read(StoredResponse stored) {
    if (!(stored instanceof Variant variant)) {
      return null;
    }
    if (variant.bodyBytes() == 0) {
      return new StoreReader(this, variant, null, null, null);
    }
    Body memory = variant.content().memory();
    Segment first = memory == null ? null : tiers.open(memory, 0);
    return first == null ? readFile(variant) : new StoreReader(this, variant, memory, first, null);
  }

  @Override
  public void remove(StoredResponse stored) {
    if (stored instanceof Variant variant) {
      index.remove(variant);
    }
  }

  @Override
  public void invalidate(Invalidation invalidation) {
    boolean lasts = true;
    for (String path : invalidation.paths()) {
      lasts &= lasts(index.invalidateExact(invalidation, path));
    }
    for (String prefix : invalidation.prefixes()) {
      lasts &= lasts(invalidatePrefix(invalidation, prefix));
    }
    List<String> tags = invalidation.tags();
    for (int i = 0; i < tags.size(); i += TAGS_AT_ONCE) {
      List<String> some = tags.subList(i, Math.min(tags.size(), i + TAGS_AT_ONCE));
      for (Mark mark : invalidateTags(invalidation, some)) {
        lasts &= lasts(mark);
      }
    }
    if (!lasts) {
      sweeper.sweepNow();
    } else if (!invalidation.prefixes().isEmpty() || !tags.isEmpty()) {
      sweeper.schedule();
    }
  }

  @Override
  public long maxBodyBytes() {
    return files == null
        ? memoryBodyBytes()
        : Math.max(memoryBodyBytes(), settings.maxFileBodyBytes());
  }

  /** The longest body that is kept in memory, in bytes. */
  long memoryBodyBytes() {
    return settings.memoryBodyBytes();
  }

  @Override
  public StoreStatistics statistics() {
    FileStore folder = files == null ? null : files.files();
    return new StoreStatistics(
        index.size(),
        settings.maxEntries(),
        index.weight(),
        settings.maxIndexBytes(),
        closed ? 0 : tiers.memoryBytes(),
        settings.memoryBytes,
        counters.stored.sum(),
        counters.rejected.sum(),
        counters.evicted.sum(),
        counters.invalidated.sum(),
        counters.bodiesLost.sum(),
        counters.notAdmitted.sum(),
        folder == null ? 0 : folder.usedBytes(),
        folder == null ? 0 : folder.maxBytes(),
        folder == null ? 0 : folder.discarded(),
        folder == null ? 0 : folder.failures(),
        folder != null && !folder.isScanned());
  }

  @Override
  public void visit(String distributionId, Predicate<? super StoredResponse> visitor) {
    index.visit(
        variant -> !variant.key().distributionId().equals(distributionId) || visitor.test(variant));
  }

  @Override
  public List<StoredSummary> inspect(StoreQuery query, long nowMillis) {
    Inspector inspector = new Inspector(query, nowMillis);
    index.visit(
        variant -> {
          inspector.offer(variant);
          return true;
        });
    return inspector.result();
  }

  @Override
  public void close() {
    closed = true;
    if (files != null) {
      files.stop();
    }
    index.close();
    if (ownExecutor != null) {
      ownExecutor.shutdownNow();
    }
    if (files != null) {
      files.close();
    }
    tiers.close();
  }

  MemoryTiers tiers() {
    return tiers;
  }

  void countRejected() {
    counters.rejected.increment();
  }

  /** A complete body with its head, not findable yet. */
  Variant variant(
      long id, FileHead head, long bytes, @Nullable Body memory, @Nullable FileBody file) {
    Content content = new Content(tiers, id, bytes, memory, file);
    Variant variant = new Variant(head.key(), head.head(), content, head.stamp(), index);
    content.ownedBy(variant);
    content.listen();
    return variant;
  }

  /** Makes a response findable; null when that was done, else why not. */
  @Nullable StoreRefusal publish(Variant variant) {
    Content content = variant.content();
    StoreRefusal refusal = content.diskBytes() == 0 ? null : name(variant);
    if (refusal != null) {
      return refusal;
    }
    if (files != null && content.diskBytes() == 0) {
      files.gone(variant);
    }
    refusal = index.add(variant);
    if (refusal != null) {
      content.drop();
      return refusal;
    }
    if (content.lost()) {
      // It was lost before the index knew it, so nobody has been told.
      index.removeLost(variant);
      return StoreRefusal.NO_ROOM;
    }
    counters.stored.increment();
    return null;
  }

  /**
   * Gives the file its name before the index drops what the response replaces, so that one of the
   * two is always there; null when that was done, else why not.
   */
  private @Nullable StoreRefusal name(Variant variant) {
    boolean announced = index.announce(variant);
    if (announced && variant.content().publish()) {
      return null;
    }
    index.withdraw(variant);
    return announced ? StoreRefusal.NO_ROOM : StoreRefusal.INVALIDATED;
  }

  /** Takes a response out whose body is gone, also when it has a newer head meanwhile. */
  void lost(Variant variant) {
    Variant owner = variant.content().owner();
    index.removeLost(variant);
    if (owner != null && owner != variant) {
      index.removeLost(owner);
    }
  }

  private boolean lasts(Mark mark) {
    return files == null || files.invalidated(mark);
  }

  private Mark invalidatePrefix(Invalidation invalidation, String prefix) {
    Mark mark = index.invalidatePrefix(invalidation, prefix);
    while (mark == null) {
      sweeper.sweepNow();
      mark = index.invalidatePrefix(invalidation, prefix);
    }
    return mark;
  }

  private List<Mark> invalidateTags(Invalidation invalidation, List<String> tags) {
    List<Mark> marks = index.invalidateTags(invalidation, tags);
    while (marks == null) {
      sweeper.sweepNow();
      marks = index.invalidateTags(invalidation, tags);
    }
    return marks;
  }

  private @Nullable BodyReader readFile(Variant variant) {
    FileReader file = variant.content().openFile();
    if (file == null) {
      lost(variant);
      return null;
    }
    Body promoted = promote(variant.content(), file);
    Segment first = promoted == null ? null : tiers.open(promoted, 0);
    if (first == null) {
      return new StoreReader(this, variant, null, null, file);
    }
    file.close();
    return new StoreReader(this, variant, promoted, first, null);
  }

  /** Brings a small body back to memory when it is read again; null when it stays where it is. */
  private @Nullable Body promote(Content content, FileReader file) {
    long length = content.length();
    if (length > Math.min(FileStore.smallBodyBytes(), memoryBodyBytes())
        || !content.wantsMemory()) {
      return null;
    }
    BodyWriter writer = tiers.newBody(length);
    while (writer.bytes() < length) {
      ByteBuffer bytes = file.at(writer.bytes());
      if (bytes == null || !writer.write(bytes)) {
        writer.abandon();
        return null;
      }
    }
    Body body = writer.finish();
    if (body != null && !content.bringToMemory(body)) {
      tiers.drop(body);
      return null;
    }
    return body;
  }

  private static ExecutorService newExecutor() {
    return new ThreadPoolExecutor(
        0,
        1,
        5,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "edge-filter-store");
          thread.setDaemon(true);
          return thread;
        });
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.filestore.FileBody;
import dev.edgefilter.internal.filestore.FileHead;
import dev.edgefilter.internal.filestore.FileStore;
import dev.edgefilter.internal.filestore.FileWriter;
import dev.edgefilter.internal.store.Mark.Kind;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins the files to the index: what was stored earlier comes back, what is invalidated stays so.
 *
 * <p>A thread of its own reads the folder at the start. An exact path is deleted before the call
 * returns, but files not yet read are only known later; so until then it is written down, as
 * wildcards, tags and soft invalidations always are.
 */
final class FileTier {
  private final FileStore files;
  private final Index index;
  private final MemoryTiers tiers;
  private final LongSupplier ids;
  private final EarlierInvalidations earlier;
  private final Thread rescan;
  private long lastSwept;

  FileTier(FileStore files, Index index, MemoryTiers tiers, LongSupplier ids) {
    this.files = files;
    this.index = index;
    this.tiers = tiers;
    this.ids = ids;
    this.earlier = new EarlierInvalidations(files.records());
    this.rescan = new Thread(() -> files.scan(this::recovered), "edge-filter-rescan");
    files.evictor(index::evictFile);
    index.whenGone(this::gone);
    rescan.setDaemon(true);
    rescan.start();
  }

  FileStore files() {
    return files;
  }

  @Nullable FileWriter newBody(FileHead head, long expectedBytes) {
    return files.newBody(head, expectedBytes);
  }

  /**
   * Writes an invalidation down, as far as files may be left that it covers; false when it lasts
   * only if a sweep carries it out now.
   */
  boolean invalidated(Mark mark) {
    boolean done = mark.kind() == Kind.EXACT && !mark.soft() && files.isScanned();
    return done || files.record(EarlierInvalidations.record(mark));
  }

  /**
   * Forgets what was written down, as far as the sweep before this one has come: by now also those
   * who found something invalidated by themselves have deleted it. What became stale is written
   * into the files first.
   */
  synchronized void swept(long stampBefore) {
    index.visitStale(
        variant -> {
          if (variant.needsStaleWritten()) {
            variant.content().rewriteHead(variant);
          }
        });
    files.forgetRecords(lastSwept);
    lastSwept = stampBefore;
  }

  /** Lets no more responses out or in; the index may be emptied afterwards. */
  void stop() {
    files.stop();
  }

  /** Lets go of the folder. */
  void close() {
    boolean interrupted = false;
    while (rescan.isAlive()) {
      try {
        rescan.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    files.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A response has left, or is nowhere but in memory, while files of earlier processes are not read
   * yet. One of them may be what it had replaced and must not come back, nor after a crash.
   */
  void gone(Variant variant) {
    if (files.isScanned()) {
      return;
    }
    Mark mark =
        new Mark(
            files.firstStamp(),
            variant.key().distributionId(),
            Kind.EXACT,
            PathText.of(variant.key()),
            Mark.GONE);
    earlier.add(mark);
    files.record(EarlierInvalidations.record(mark));
  }

  private void recovered(FileHead head, FileBody body) {
    long effect = earlier.effect(head);
    if (effect == Mark.GONE || !add(head, body, effect)) {
      // An index that is closed takes nothing, and that says nothing against the file.
      if (!files.isStopped()) {
        body.drop();
      }
    }
  }

  private boolean add(FileHead head, FileBody body, long staleFromMillis) {
    Content content = new Content(tiers, ids.getAsLong(), body.bodyBytes(), null, body);
    Variant variant = new Variant(head.key(), head.head(), content, head.stamp(), index);
    variant.markStaleFrom(head.staleFromMillis());
    variant.needsStaleWritten(); // as it has just been read
    variant.markStaleFrom(staleFromMillis);
    content.ownedBy(variant);
    return index.addRecovered(variant, () -> earlier.effect(head) != Mark.GONE);
  }
}

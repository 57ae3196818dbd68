// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Counts what the files take, in whole pages, and never lets it exceed the bound: room is reserved
 * before it is written, and free again only when nobody can read the file any more.
 *
 * <p>Until a rescan is over, files not yet found are counted by what the ledger says they took at
 * most.
 */
final class DiskSpace {
  /** For lock, ledger and journal. */
  static final long OWN_BYTES = 256 << 10;

  private static final long MIN_STEP_BYTES = 64 << 10;

  private final Ledger ledger;
  private final long maxBytes;
  private final long stepBytes;
  private volatile BooleanSupplier evictor = () -> false;
  private long usedBytes;
  private long unreadBytes;
  private long writtenBytes;

  DiskSpace(Ledger ledger, long maxBytes) {
    this.ledger = ledger;
    this.maxBytes = maxBytes;
    this.stepBytes = Math.max(MIN_STEP_BYTES, maxBytes / 64);
    this.writtenBytes = ledger.bytesAtOpening();
    this.unreadBytes = Math.min(ledger.bytesAtOpening(), Long.MAX_VALUE / 2);
    this.usedBytes = Math.max(OWN_BYTES, unreadBytes);
  }

  long maxBytes() {
    return maxBytes;
  }

  synchronized long usedBytes() {
    return Math.min(usedBytes, maxBytes);
  }

  /** Sets what takes one response away to make room, and tells whether it found one. */
  void evictor(BooleanSupplier evictOne) {
    evictor = evictOne;
  }

  /** Takes room, evicting until there is enough; false when there is nothing left to evict. */
  boolean reserve(long bytes) throws IOException {
    if (bytes > maxBytes - OWN_BYTES) {
      return false;
    }
    while (!tryReserve(bytes)) {
      if (!evictor.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  synchronized void release(long bytes) {
    usedBytes -= bytes;
  }

  /** A file of an earlier opening was found; its bytes are counted already. */
  synchronized void found(long bytes) {
    unreadBytes -= bytes;
  }

  /** All files have been found, so the rest of what was counted for them is free. */
  void allFound() throws IOException {
    synchronized (this) {
      usedBytes -= unreadBytes;
      unreadBytes = 0;
    }
    while (isOver() && evictor.getAsBoolean()) {
      // The bound may be lower than last time.
    }
    write(0);
  }

  synchronized boolean isOver() {
    return usedBytes > maxBytes;
  }

  /** Writes the exact number, when no more files come. */
  void close() throws IOException {
    write(0);
  }

  /** Takes room if there is enough without evicting anything. */
  synchronized boolean tryReserve(long bytes) throws IOException {
    if (usedBytes + bytes > maxBytes) {
      return false;
    }
    if (usedBytes + bytes > writtenBytes) {
      write(bytes + stepBytes);
    }
    usedBytes += bytes;
    return true;
  }

  private synchronized void write(long ahead) throws IOException {
    long bytes = usedBytes + ahead;
    ledger.writeBytes(bytes);
    writtenBytes = bytes;
  }
}

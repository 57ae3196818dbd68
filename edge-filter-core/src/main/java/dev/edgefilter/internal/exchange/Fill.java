// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One fetch being stored.
 *
 * <p>The thread that writes the response owns it, but the container may give it up from another
 * one, when an asynchronous request times out while the application still writes; so the calls are
 * made one at a time, and none after the end has an effect.
 */
final class Fill {

  private final ResponseWriter writer;
  private final ReentrantLock lock = new ReentrantLock();

  Fill(ResponseWriter writer) {
    this.writer = writer;
  }

  /** False when the store takes no more. */
  boolean write(ByteBuffer bytes) {
    lock.lock();
    try {
      return writer.write(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** What was stored, or null. */
  @Nullable StoredResponse commit() {
    lock.lock();
    try {
      return writer.commit();
    } finally {
      lock.unlock();
    }
  }

  /** Why the store did not keep it, once it has refused it. */
  StorageReason refusal() {
    lock.lock();
    try {
      StoreRefusal refusal = writer.refusal();
      return refusal == null ? StorageReason.NO_ROOM : StorageReason.of(refusal);
    } finally {
      lock.unlock();
    }
  }

  void abandon() {
    lock.lock();
    try {
      writer.abandon();
    } finally {
      lock.unlock();
    }
  }
}

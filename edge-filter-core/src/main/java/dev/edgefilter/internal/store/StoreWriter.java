// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.BodyWriter;
import dev.edgefilter.internal.filestore.FileBody;
import dev.edgefilter.internal.filestore.FileHead;
import dev.edgefilter.internal.filestore.FileWriter;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One fill: body first, head last; to memory and to a file, and to one of them when the other has
 * no room.
 */
final class StoreWriter implements ResponseWriter {
  private final TieredResponseStore store;
  private final long id;
  private final FileHead head;
  private final long maxBytes;
  private final boolean lengthIsKnown;
  private @Nullable BodyWriter memory;
  private @Nullable FileWriter file;
  private long bytes;
  private boolean ended;
  private @Nullable StoreRefusal refusal;

  StoreWriter(
      TieredResponseStore store,
      long id,
      FileHead head,
      long expectedBodyBytes,
      @Nullable BodyWriter memory,
      @Nullable FileWriter file) {
    this.store = store;
    this.id = id;
    this.head = head;
    this.memory = memory;
    this.file = file;
    this.lengthIsKnown = expectedBodyBytes >= 0;
    this.maxBytes = lengthIsKnown ? expectedBodyBytes : store.maxBodyBytes();
  }

  @Override
  public boolean write(ByteBuffer source) {
    if (ended) {
      return false;
    }
    int count = source.remaining();
    if (bytes + count > maxBytes) {
      giveUp(lengthIsKnown ? StoreRefusal.INCOMPLETE : StoreRefusal.TOO_LARGE);
      return false;
    }
    writeFile(source.duplicate());
    writeMemory(source.duplicate(), bytes + count);
    if (memory == null && file == null) {
      giveUp(StoreRefusal.NO_ROOM);
      return false;
    }
    source.position(source.limit());
    bytes += count;
    return true;
  }

  @Override
  public @Nullable StoredResponse commit() {
    if (ended) {
      return null;
    }
    if (lengthIsKnown && bytes != maxBytes) {
      giveUp(StoreRefusal.INCOMPLETE);
      return null;
    }
    ended = true;
    Body inMemory = memory == null ? null : memory.finish();
    FileBody onDisk = file == null ? null : file.finish();
    if (inMemory == null && onDisk == null) {
      refuse(StoreRefusal.NO_ROOM);
      return null;
    }
    Variant variant = store.variant(id, head, bytes, inMemory, onDisk);
    refusal = store.publish(variant);
    return refusal == null ? variant : null;
  }

  @Override
  public @Nullable StoreRefusal refusal() {
    return refusal;
  }

  @Override
  public void abandon() {
    if (!ended) {
      ended = true;
      leaveMemory();
      leaveFile();
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  private void writeFile(ByteBuffer source) {
    if (file != null && !file.write(source)) {
      leaveFile();
    }
  }

  private void writeMemory(ByteBuffer source, long total) {
    if (memory != null && (total > store.memoryBodyBytes() || !memory.write(source))) {
      leaveMemory();
    }
  }

  private void leaveFile() {
    if (file != null) {
      file.abandon();
      file = null;
    }
  }

  private void leaveMemory() {
    if (memory != null) {
      memory.abandon();
      memory = null;
    }
  }

  private void giveUp(StoreRefusal reason) {
    abandon();
    refuse(reason);
  }

  private void refuse(StoreRefusal reason) {
    refusal = reason;
    store.countRejected();
  }
}

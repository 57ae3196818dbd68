// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.Segment;
import dev.edgefilter.internal.filestore.FileReader;
import dev.edgefilter.store.BodyReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body and holds one segment, or one part of the file, of it.
 *
 * <p>What memory loses while it is read goes on from the file.
 */
final class StoreReader implements BodyReader {
  private final TieredResponseStore store;
  private final Variant variant;
  private final @Nullable Body memory;
  private @Nullable Segment segment;
  private @Nullable FileReader file;
  private int index;
  private boolean closed;

  /** Takes over what is open; all are null for an empty body. */
  StoreReader(
      TieredResponseStore store,
      Variant variant,
      @Nullable Body memory,
      @Nullable Segment first,
      @Nullable FileReader file) {
    this.store = store;
    this.variant = variant;
    this.memory = memory;
    this.segment = first;
    this.file = file;
  }

  @Override
  public long length() {
    return variant.bodyBytes();
  }

  @Override
  public @Nullable ByteBuffer at(long position) {
    if (position < 0 || position >= length()) {
      throw new IndexOutOfBoundsException("position " + position + " of " + length());
    }
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    FileReader onDisk = file;
    if (onDisk != null) {
      return readFile(onDisk, position);
    }
    Body inMemory = memory;
    if (inMemory == null) {
      return goOnFromFile(position);
    }
    int wanted = inMemory.indexAt(position);
    if (segment == null || wanted != index) {
      moveTo(inMemory, wanted);
    }
    return segment == null
        ? goOnFromFile(position)
        : segment.view((int) (position - inMemory.startOf(wanted)));
  }

  /** Who asks for it prefers the file, so one that is in memory as well is read from it now. */
  @Override
  public @Nullable Path file() {
    if (closed) {
      return null;
    }
    FileReader open = file;
    FileReader onDisk = open == null && memory != null ? variant.content().openUnreadFile() : open;
    Path path = onDisk == null ? null : onDisk.file();
    if (path != null) {
      letGo();
      file = onDisk;
    } else if (open == null && onDisk != null) {
      onDisk.close();
    }
    return path;
  }

  @Override
  public long fileOffset() {
    FileReader onDisk = file;
    return onDisk == null ? 0 : onDisk.fileOffset();
  }

  @Override
  public void close() {
    closed = true;
    letGo();
    if (file != null) {
      file.close();
      file = null;
    }
  }

  private void moveTo(Body inMemory, int wanted) {
    letGo();
    segment = store.tiers().open(inMemory, wanted);
    index = wanted;
  }

  private @Nullable ByteBuffer goOnFromFile(long position) {
    FileReader onDisk = variant.content().openFile();
    if (onDisk == null) {
      store.lost(variant);
      return null;
    }
    file = onDisk;
    return readFile(onDisk, position);
  }

  private @Nullable ByteBuffer readFile(FileReader onDisk, long position) {
    ByteBuffer bytes = onDisk.at(position);
    if (bytes == null) {
      store.lost(variant);
    }
    return bytes;
  }

  private void letGo() {
    if (segment != null) {
      segment.release();
      segment = null;
    }
  }
}

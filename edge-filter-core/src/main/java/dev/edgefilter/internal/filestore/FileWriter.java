// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes one body to a part file; used by one thread at a time.
 *
 * <p>Room is reserved before it is needed. A small response is gathered and written at once; of a
 * large one the first page, with the head, is written last.
 */
public final class FileWriter {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int STEP_BYTES = 1 << 20;

  private final FileStore store;
  private final byte[] head;
  private final boolean dense;
  private final CRC32C checksum = new CRC32C();
  private Layout layout;
  private byte[] buffer;
  private int buffered;
  private int[] checksums = new int[1];
  private int blocks;
  private int inBlock;
  private long bytes;
  private long flushed;
  private long reserved;
  private @Nullable FileChannel channel;

  private FileWriter(FileStore store, long sequence, byte[] head, long expectedBytes) {
    this.store = store;
    this.head = head;
    int slotBytes = Layout.slotBytesFor(head.length);
    this.dense = expectedBytes >= 0 && expectedBytes <= Layout.SMALL_BODY_BYTES;
    this.layout = dense ? Layout.dense(sequence, slotBytes) : Layout.paged(sequence, slotBytes);
    long first = expectedBytes < 0 ? 4096 : Math.min(BUFFER_BYTES, Math.max(1, expectedBytes));
    this.buffer = new byte[(int) first];
  }

  /** Null when there is no room. */
  static @Nullable FileWriter begin(
      FileStore store, long sequence, byte[] head, long expectedBytes) {
    FileWriter writer = new FileWriter(store, sequence, head, expectedBytes);
    return writer.reserve(Math.max(0, expectedBytes)) ? writer : null;
  }

  /** Takes all remaining bytes; false when there is no room, and then only {@link #abandon}. */
  public boolean write(ByteBuffer source) {
    try {
      while (source.hasRemaining()) {
        if (!room()) {
          return false;
        }
        append(source);
      }
      return true;
    } catch (IOException e) {
      store.faults().failed("writing a file", e);
      return false;
    }
  }

  /** Ends the body; null when that fails, and then it is abandoned. */
  public @Nullable FileBody finish() {
    endBlock();
    try {
      if (reserve(bytes)) {
        writeRest();
        giveBack();
        return FileBody.written(store, layout);
      }
    } catch (IOException e) {
      store.faults().failed("writing a file", e);
    }
    abandon();
    return null;
  }

  /** Deletes what was written. */
  public void abandon() {
    try {
      if (channel != null) {
        channel.close();
        store.access().delete(FileNames.part(store.folder(), layout.sequence()));
      }
    } catch (IOException e) {
      store.faults().failed("deleting a file", e);
    }
    store.space().release(reserved);
    reserved = 0;
  }

  private void append(ByteBuffer source) {
    int count = Math.min(source.remaining(), buffer.length - buffered);
    count = Math.min(count, Layout.BLOCK_BYTES - inBlock);
    source.get(buffer, buffered, count);
    checksum.update(buffer, buffered, count);
    buffered += count;
    bytes += count;
    inBlock += count;
    if (inBlock == Layout.BLOCK_BYTES) {
      endBlock();
    }
  }

  private void endBlock() {
    if (inBlock > 0) {
      if (blocks == checksums.length) {
        checksums = Arrays.copyOf(checksums, blocks * 2);
      }
      checksums[blocks++] = (int) checksum.getValue();
      checksum.reset();
      inBlock = 0;
    }
  }

  /** Makes room in the buffer, which grows before it is flushed. */
  private boolean room() throws IOException {
    if (buffered < buffer.length) {
      return true;
    }
    if (buffer.length < BUFFER_BYTES) {
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER_BYTES, buffer.length * 4));
      return true;
    }
    return reserve(bytes + 1) && flush();
  }

  private boolean flush() throws IOException {
    FileChannel file = open();
    store.access().write(file, ByteBuffer.wrap(buffer, 0, buffered), layout.bodyOffset() + flushed);
    flushed += buffered;
    buffered = 0;
    return true;
  }

  private FileChannel open() throws IOException {
    FileChannel file = channel;
    if (file == null) {
      file = store.create(FileNames.part(store.folder(), layout.sequence()));
      channel = file;
    }
    return file;
  }

  private void writeRest() throws IOException {
    if (channel == null) {
      layout = Layout.dense(layout.sequence(), layout.slotBytes());
    }
    layout = layout.withBody(bytes);
    FileChannel file = open();
    if (flushed == 0) {
      store.access().write(file, whole(), 0);
    } else {
      store.access().write(file, tail(), layout.bodyOffset() + flushed);
      store.access().write(file, front(), 0);
    }
    store.finish(file);
    file.close();
  }

  private ByteBuffer whole() {
    ByteBuffer whole = ByteBuffer.allocate((int) layout.fileBytes());
    whole.put(front()).position((int) layout.bodyOffset());
    return whole.put(tail()).flip();
  }

  /** What is left of the body, and the checksums. */
  private ByteBuffer tail() {
    ByteBuffer tail = ByteBuffer.allocate(buffered + Integer.BYTES * blocks);
    tail.put(buffer, 0, buffered);
    for (int i = 0; i < blocks; i++) {
      tail.putInt(checksums[i]);
    }
    return tail.flip();
  }

  private ByteBuffer front() {
    ByteBuffer front = ByteBuffer.allocate(Layout.headBytes(layout.slotBytes()));
    layout.writeTo(front);
    front.put(layout.slotOffset(0), Slot.encode(1, head));
    return front;
  }

  /** Reserves what a body of that length takes, a step ahead when the length is not known. */
  private boolean reserve(long bodyBytes) {
    long needed = layout.withBody(bodyBytes).diskBytes();
    if (needed <= reserved) {
      return true;
    }
    long ahead = reserved == 0 ? 0 : STEP_BYTES;
    try {
      if (ahead > 0 && store.space().tryReserve(needed + ahead - reserved)) {
        reserved = needed + ahead;
        return true;
      }
      if (store.space().reserve(needed - reserved)) {
        reserved = needed;
        return true;
      }
    } catch (IOException e) {
      store.faults().failed("reserving room", e);
    }
    return false;
  }

  private void giveBack() {
    store.space().release(reserved - layout.diskBytes());
    reserved = 0;
  }
}

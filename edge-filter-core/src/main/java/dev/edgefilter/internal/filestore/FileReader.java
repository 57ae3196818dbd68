// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body from its file, for one thread at a time: a small one in one go, a large one
 * through windows that are mapped.
 *
 * <p>A block that an earlier process wrote is checked before the first byte of it is given away.
 */
public final class FileReader implements AutoCloseable {
  private final FileStore store;
  private final FileBody file;
  private final Layout layout;
  private final Leases<FileBody, OpenChannel>.Lease channel;
  private @Nullable ByteBuffer small;
  private Leases<Window.Key, Window>.@Nullable Lease window;
  private int windowIndex = -1;
  private boolean closed;

  private FileReader(FileStore store, FileBody file, Leases<FileBody, OpenChannel>.Lease channel) {
    this.store = store;
    this.file = file;
    this.layout = file.layout();
    this.channel = channel;
  }

  /** Reads the beginning, so that what is given out can at least be begun; null if it cannot. */
  static @Nullable FileReader open(FileStore store, FileBody file) {
    FileReader reader = openUnread(store, file);
    if (reader == null || file.bodyBytes() == 0 || reader.at(0) != null) {
      return reader;
    }
    reader.close();
    return null;
  }

  /** Reads nothing yet, for who wants the file; null if it is not there in its whole length. */
  static @Nullable FileReader openUnread(FileStore store, FileBody file) {
    FileReader reader;
    try {
      reader = new FileReader(store, file, store.channel(file));
    } catch (IOException e) {
      if (!file.isDropped() && !store.isStopped()) {
        store.faults().unreadable("opening a file", e);
      }
      return null;
    }
    if (reader.isWhole()) {
      return reader;
    }
    reader.close();
    return null;
  }

  /**
   * Gives the bytes from a position on, as many as are at hand.
   *
   * @return a read-only view with at least one byte, valid until the next call or {@link #close};
   *     null when the file is damaged or cannot be read
   */
  public @Nullable ByteBuffer at(long position) {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    try {
      return layout.bodyBytes() <= Layout.SMALL_BODY_BYTES ? small(position) : mapped(position);
    } catch (CorruptFileException e) {
      store.faults().discarded(file, e);
    } catch (IOException | InternalError e) {
      // An InternalError is what a page that cannot be read becomes.
      store.faults().unreadable("reading a file", e);
    }
    return null;
  }

  /**
   * The file, which stays for ten seconds even when the response goes, or null while it may not be
   * sent without looking at it.
   */
  public @Nullable Path file() {
    return file.lease();
  }

  /** Where in the file the body begins. */
  public long fileOffset() {
    return layout.bodyOffset();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      small = null;
      leaveWindow();
      channel.release();
    }
  }

  private boolean isWhole() {
    try {
      if (channel().size() == layout.fileBytes()) {
        return true;
      }
      store.faults().discarded(file, new CorruptFileException("it has another length"));
    } catch (IOException e) {
      store.faults().unreadable("reading a file", e);
    }
    return false;
  }

  private ByteBuffer small(long position) throws IOException {
    ByteBuffer whole = small;
    if (whole == null) {
      whole = ByteBuffer.allocate((int) layout.bodyBytes());
      readFully(whole, layout.bodyOffset());
      if (!file.isVerified(0)) {
        verify(0, whole.duplicate());
      }
      small = whole;
    }
    return whole.asReadOnlyBuffer().position((int) position);
  }

  private ByteBuffer mapped(long position) throws IOException {
    Window mapped = window(Window.indexOf(position));
    int offset = (int) (position % Window.BYTES);
    if (file.isVerified()) {
      return mapped.view(offset, mapped.length() - offset);
    }
    int block = (int) (position / Layout.BLOCK_BYTES);
    int blockAt = offset - offset % Layout.BLOCK_BYTES;
    int length = layout.blockLength(block);
    if (!file.isVerified(block)) {
      verify(block, mapped.view(blockAt, length));
    }
    return mapped.view(offset, blockAt + length - offset);
  }

  private Window window(int index) throws IOException {
    Leases<Window.Key, Window>.Lease held = window;
    if (held == null || index != windowIndex) {
      leaveWindow();
      held = store.window(file, channel(), index);
      window = held;
      windowIndex = index;
    }
    return held.resource();
  }

  private void leaveWindow() {
    if (window != null) {
      window.release();
      window = null;
    }
  }

  private void verify(int block, ByteBuffer bytes) throws IOException {
    ByteBuffer expected = ByteBuffer.allocate(Integer.BYTES);
    readFully(expected, layout.tableOffset() + 4L * block);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    if ((int) checksum.getValue() != expected.getInt(0)) {
      throw new CorruptFileException("block " + block + " of its body is damaged");
    }
    file.markVerified(block);
  }

  /** Fills the buffer and makes it ready to be read. */
  private void readFully(ByteBuffer bytes, long offset) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel().read(bytes, offset + bytes.position()) < 0) {
        throw new CorruptFileException("it ends too early");
      }
    }
    bytes.flip();
  }

  private FileChannel channel() {
    return channel.resource().channel();
  }
}

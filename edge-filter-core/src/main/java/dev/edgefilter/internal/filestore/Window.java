// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/** A mapped part of a large body. */
final class Window implements Leases.Resource {
  /** A multiple of a block; small enough that idle ones hold little address space. */
  static final int BYTES = 8 << 20;

  /** Names a window. */
  record Key(FileBody file, int index) {}

  private final FileBody file;
  private final MappedByteBuffer bytes;

  private Window(FileBody file, MappedByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Maps a part of a file that the caller holds open. */
  static Window map(FileBody file, FileChannel channel, int index) throws IOException {
    Layout layout = file.layout();
    long offset = (long) index * BYTES;
    long length = Math.min(BYTES, layout.bodyBytes() - offset);
    MappedByteBuffer bytes =
        channel.map(FileChannel.MapMode.READ_ONLY, layout.bodyOffset() + offset, length);
    file.hold();
    return new Window(file, bytes);
  }

  static int indexOf(long position) {
    return (int) (position / BYTES);
  }

  /** A view of some of its bytes. */
  ByteBuffer view(int offset, int length) {
    return bytes.slice(offset, length);
  }

  int length() {
    return bytes.capacity();
  }

  @Override
  public void close() {
    Unmapper.unmap(bytes);
    file.letGo();
  }
}

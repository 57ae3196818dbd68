// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.filestore.FileAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The real disk, apart from what a test makes it refuse. */
final class FailingDisk implements FileAccess {
  private final FileAccess disk = FileAccess.disk();
  volatile boolean full;
  volatile boolean refusesNames;
  final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);

  @Override
  public FileChannel open(Path file, OpenOption... options) throws IOException {
    return disk.open(file, options);
  }

  @Override
  public void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    if (full || bytesLeft.addAndGet(-bytes.remaining()) < 0) {
      throw new IOException("No space left on device");
    }
    disk.write(channel, bytes, position);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    if (refusesNames) {
      throw new IOException("Input/output error");
    }
    disk.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import dev.edgefilter.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second store away from a folder; the system lets go of it when the process dies. */
final class FolderLock implements AutoCloseable {
  static final String NAME = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new FolderLock(channel);
      }
      channel.close();
      throw inUse(folder, "another process", null);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(folder, "another engine of this process", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static StoreException inUse(Path folder, String who, @Nullable Throwable cause) {
    return new StoreException(
        "the store folder " + folder + " is in use by " + who + "; give each engine its own",
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** What may fail on a disk, in one place, so that tests can make it fail. */
public interface FileAccess {

  /** Opens a file. */
  FileChannel open(Path file, OpenOption... options) throws IOException;

  /** Writes all remaining bytes at a position. */
  void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException;

  /** Gives a file its final name, over one that may be there, in one step. */
  void move(Path from, Path to) throws IOException;

  /** Takes a file out of its folder; does nothing when it is not there. */
  void delete(Path file) throws IOException;

  /** The real disk. */
  static FileAccess disk() {
    return new DiskAccess();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Remembers over restarts how often the folder was opened and how much the files in it take at
 * most, so that nothing has to be counted before the first request is served.
 *
 * <p>The bytes are written before they are exceeded; so what is written is never too little,
 * whenever the process dies.
 */
final class Ledger implements AutoCloseable {
  static final String NAME = "ledger";
  private static final long MAGIC = 0x454447454C454447L; // EDGELEDG
  private static final int BYTES = 24;
  private static final int BYTES_AT = 16;

  private final FileAccess access;
  private final FileChannel channel;
  private final long opening;
  private final long bytesAtOpening;

  private Ledger(FileAccess access, FileChannel channel, long opening, long bytesAtOpening) {
    this.access = access;
    this.channel = channel;
    this.opening = opening;
    this.bytesAtOpening = bytesAtOpening;
  }

  /** Opens it and counts this opening. */
  static Ledger open(Path folder, FileAccess access) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      ByteBuffer found = ByteBuffer.allocate(BYTES);
      boolean whole = channel.read(found, 0) == BYTES && found.getLong(0) == MAGIC;
      long last = whole ? found.getLong(8) : lastOpeningByNames(folder);
      long bytes = whole ? found.getLong(BYTES_AT) : last == 0 ? 0 : Long.MAX_VALUE;
      ByteBuffer next = ByteBuffer.allocate(BYTES).putLong(MAGIC).putLong(last + 1).putLong(bytes);
      access.write(channel, next.flip(), 0);
      return new Ledger(access, channel, last + 1, bytes);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Counts the openings of the folder, from 1. */
  long opening() {
    return opening;
  }

  /** The most the files took when the folder was last used; the largest number if unknown. */
  long bytesAtOpening() {
    return bytesAtOpening;
  }

  void writeBytes(long bytes) throws IOException {
    access.write(channel, ByteBuffer.allocate(Long.BYTES).putLong(0, bytes), BYTES_AT);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Whoever deleted the ledger must not make names be used again. */
  private static long lastOpeningByNames(Path root) throws IOException {
    long last = 0;
    for (int i = 0; i < FileNames.FOLDERS; i++) {
      Path folder = FileNames.folder(root, i);
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
          for (Path file : files) {
            long sequence = FileNames.sequence(String.valueOf(file.getFileName()));
            last = Math.max(last, sequence < 0 ? 0 : FileNames.opening(sequence));
          }
        }
      }
    }
    return last;
  }
}

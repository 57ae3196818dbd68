// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** The protected file, made at start in a temporary folder and removed at the end. */
final class DemoDownload implements AutoCloseable {
  /** Its path on the site. */
  static final String PATH = "/downloads/atlas-200mb.bin";

  private static final int BLOCK_BYTES = 1_000_000;

  private final Path folder;

  private DemoDownload(Path folder) {
    this.folder = folder;
  }

  static DemoDownload make(long bytes) throws IOException {
    DemoDownload download = new DemoDownload(Files.createTempDirectory("quickstart-"));
    byte[] block = new byte[BLOCK_BYTES];
    new SplittableRandom(1907).nextBytes(block);
    try (OutputStream stream = Files.newOutputStream(download.file())) {
      for (long written = 0; written < bytes; written += BLOCK_BYTES) {
        stream.write(block, 0, (int) Math.min(BLOCK_BYTES, bytes - written));
      }
    }
    return download;
  }

  /** The URL of its folder. */
  String url() {
    return folder.toUri().toString();
  }

  private Path file() {
    return folder.resolve(PATH.substring(PATH.lastIndexOf('/') + 1));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file());
    Files.deleteIfExists(folder);
  }
}

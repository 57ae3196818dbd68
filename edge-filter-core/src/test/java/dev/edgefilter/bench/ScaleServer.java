// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import java.nio.file.Path;

/** The scale checks' application behind the filter. */
final class ScaleServer {
  private static final long MOST_DISK_BYTES = 8L << 30;

  private ScaleServer() {}

  /**
   * Takes the container, {@code jetty} or {@code tomcat}, the store's memory in mebibytes, and
   * perhaps a folder for its files and how many mebibytes they may take.
   */
  public static void main(String[] args) throws Exception {
    ScaleApp app = new ScaleApp();
    EdgeEngineBuilder builder = FilteredServer.builder(Long.parseLong(args[1]) << 20);
    if (args.length > 2) {
      long diskBytes = args.length > 3 ? Long.parseLong(args[3]) << 20 : MOST_DISK_BYTES;
      builder.storeDirectory(Path.of(args[2])).diskBytes(diskBytes).indexBytes(512L << 20);
    }
    long begin = System.nanoTime();
    EdgeEngine engine = builder.start();
    long openMillis = (System.nanoTime() - begin) / 1_000_000;
    FilteredServer.run(args[0], engine, app, app::runs, openMillis);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.EdgeEngineBuilder;
import java.nio.file.Path;

/** Serves the constant answers from the store of the filter: what is compared. */
final class FilterServer {
  private static final long DISK_BYTES = 8L << 30;

  private FilterServer() {}

  /**
   * Takes the container, {@code jetty} or {@code tomcat}, the memory for bodies in MiB, and, to
   * keep long bodies in files instead, a folder.
   */
  public static void main(String[] args) throws Exception {
    long memoryBytes = Long.parseLong(args[1]) << 20;
    EdgeEngineBuilder engine = FilteredServer.builder(memoryBytes);
    if (args.length > 2) {
      engine.storeDirectory(Path.of(args[2])).diskBytes(DISK_BYTES);
    } else {
      engine.maxBodyBytes(memoryBytes / 2);
    }
    FilteredServer.run(args[0], engine.start(), new ConstantServlet.OfBytes(false), () -> 0);
  }
}

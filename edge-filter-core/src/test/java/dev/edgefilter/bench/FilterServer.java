// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

/** Serves the constant answers from the store of the filter: what is compared. */
final class FilterServer {
  private static final long MEMORY_BYTES = 256L << 20;

  private FilterServer() {}

  /** Takes the container, {@code jetty} or {@code tomcat}. */
  public static void main(String[] args) throws Exception {
    FilteredServer.run(
        args[0], FilteredServer.engine(MEMORY_BYTES), new ConstantServlet.OfBytes(), () -> 0);
  }
}

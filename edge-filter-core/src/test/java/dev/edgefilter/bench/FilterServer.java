// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

/** Serves the constant answers from the store of the filter: what is compared. */
final class FilterServer {
  private FilterServer() {}

  /** Takes the container, {@code jetty} or {@code tomcat}, and the memory for bodies in MiB. */
  public static void main(String[] args) throws Exception {
    long memoryBytes = Long.parseLong(args[1]) << 20;
    FilteredServer.run(
        args[0],
        FilteredServer.engine(memoryBytes, memoryBytes / 2),
        new ConstantServlet.OfBytes(),
        () -> 0);
  }
}

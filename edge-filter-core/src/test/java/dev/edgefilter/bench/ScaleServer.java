// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

/** The scale checks' application behind the filter. */
final class ScaleServer {
  private ScaleServer() {}

  /** Takes the container, {@code jetty} or {@code tomcat}, and the store's memory in mebibytes. */
  public static void main(String[] args) throws Exception {
    ScaleApp app = new ScaleApp();
    long memoryBytes = Long.parseLong(args[1]) << 20;
    FilteredServer.run(args[0], FilteredServer.engine(memoryBytes), app, app::runs);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.container.ServletContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Serves the constant answers with nothing in front: what the filter is compared with. */
final class BareServer {
  private BareServer() {}

  /**
   * Takes the container, {@code jetty} or {@code tomcat}, and {@code bytes} or {@code buffers},
   * with {@code +edge} for the lines of the edge, too.
   */
  public static void main(String[] args) throws Exception {
    ServerConsole.quiet();
    ServletContainer.Kind kind = ServletContainer.Kind.valueOf(args[0].toUpperCase(Locale.ROOT));
    boolean withEdgeHeaders = args[1].endsWith("+edge");
    ConstantServlet servlet =
        args[1].startsWith("buffers")
            ? new ConstantServlet.OfBuffers(withEdgeHeaders)
            : new ConstantServlet.OfBytes(withEdgeHeaders);
    Path directory = Files.createTempDirectory("bench");
    try (ServletContainer container =
        kind.start(
            directory, (classes, context) -> context.addServlet("app", servlet).addMapping("/*"))) {
      new ServerConsole().run(container.port());
    }
  }
}

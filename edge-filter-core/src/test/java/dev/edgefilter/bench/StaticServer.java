// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.container.ContainerSettings;
import dev.edgefilter.container.ServletContainer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Serves files by the container's own servlet for them: its fastest static delivery. */
final class StaticServer {
  private StaticServer() {}

  /**
   * Takes the container, {@code jetty} or {@code tomcat}, and the files to make, such as {@code
   * 1m=1048576,1g=1073741824}.
   */
  public static void main(String[] args) throws Exception {
    ServerConsole.quiet();
    ServletContainer.Kind kind = ServletContainer.Kind.valueOf(args[0].toUpperCase(Locale.ROOT));
    Path directory = Files.createTempDirectory("bench");
    Path documents = Files.createDirectory(directory.resolve("documents"));
    for (String file : args[1].split(",", -1)) {
      int equals = file.indexOf('=');
      write(documents.resolve(file.substring(0, equals)), file.substring(equals + 1));
    }
    ContainerSettings settings = new ContainerSettings("", false, Map.of(), documents);
    try (ServletContainer container =
        kind.start(
            directory.resolve("work"),
            settings,
            (classes, context) -> {
              var servlet = context.addServlet("files", kind.fileServlet());
              servlet.setAsyncSupported(true);
              servlet.addMapping("/");
            })) {
      new ServerConsole().run(container.port());
    } finally {
      delete(documents);
    }
  }

  private static void write(Path file, String length) throws IOException {
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < piece.length; i++) {
      piece[i] = (byte) ('a' + i % 26);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = Long.parseLong(length); left > 0; left -= piece.length) {
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
  }

  private static void delete(Path documents) throws IOException {
    try (var files = Files.list(documents)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(documents);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Tomcat as it is distributed, with one WAR in it, in a process of its own. */
public final class Tomcat implements AutoCloseable {
  private static final long START_SECONDS = 180;

  private final Process process;
  private final Path log;
  private final int port;

  private Tomcat(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param major 10 or 11
   * @param folder an empty folder for what is of this run
   */
  public static Tomcat start(int major, Path war, Path folder)
      throws IOException, InterruptedException {
    Path home = home(major);
    for (String part : List.of("conf", "webapps", "logs", "temp", "work")) {
      Files.createDirectories(folder.resolve(part));
    }
    int port = freePort();
    String server = Files.readString(home.resolve("conf/server.xml"));
    Files.writeString(
        folder.resolve("conf/server.xml"),
        server
            .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\"")
            .replace("port=\"8005\"", "port=\"-1\""));
    for (String file :
        List.of("web.xml", "context.xml", "tomcat-users.xml", "logging.properties")) {
      Files.copy(home.resolve("conf").resolve(file), folder.resolve("conf").resolve(file));
    }
    Files.copy(war, folder.resolve("webapps/ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
    Path log = folder.resolve("tomcat.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dcatalina.home=" + home,
            "-Dcatalina.base=" + folder,
            "-Djava.io.tmpdir=" + folder.resolve("temp"),
            "-cp",
            home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Tomcat tomcat = new Tomcat(builder.start(), log, port);
    tomcat.awaitStart();
    return tomcat;
  }

  private static Path home(int major) throws IOException {
    try (Stream<Path> homes = Files.list(Path.of(System.getProperty("library.tomcats")))) {
      return homes
          .filter(home -> home.getFileName().toString().startsWith("apache-tomcat-" + major))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!log().contains("Server startup in")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException("Tomcat did not start:\n" + log());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  /** What it has written so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of a path. */
  public String url(String path) {
    return "http://localhost:" + port + path;
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(30, TimeUnit.SECONDS)
        .exceptionally(e -> process.destroyForcibly())
        .join();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Tomcat as it is distributed, with one WAR in it, in a process of its own. */
public final class Tomcat implements AutoCloseable {
  private static final long START_SECONDS = 180;

  /** As in {@code Starting ProtocolHandler ["http-nio-127.0.0.1-auto-1-40213"]}. */
  private static final Pattern PORT =
      Pattern.compile("Starting ProtocolHandler \\[\"[^\"]*-(\\d+)\"]");

  private final Process process;
  private final Path log;
  private int port;

  private Tomcat(Process process, Path log) {
    this.process = process;
    this.log = log;
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
    String server = Files.readString(home.resolve("conf/server.xml"));
    Files.writeString(
        folder.resolve("conf/server.xml"),
        server
            .replace("port=\"8080\"", "port=\"0\" address=\"127.0.0.1\"")
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
            // an application on Spring Boot would silence the line that tells the port
            "-Dlogging.level.org.apache.coyote.http11.Http11NioProtocol=info",
            "-cp",
            home.resolve("bin/bootstrap.jar")
                + File.pathSeparator
                + home.resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Tomcat tomcat = new Tomcat(builder.start(), log);
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

  private void awaitStart() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!log().contains("Server startup in")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException("Tomcat did not start:\n" + log());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    Matcher chosen = PORT.matcher(log());
    if (!chosen.find()) {
      close();
      throw new IllegalStateException("Tomcat did not tell its port:\n" + log());
    }
    port = Integer.parseInt(chosen.group(1));
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

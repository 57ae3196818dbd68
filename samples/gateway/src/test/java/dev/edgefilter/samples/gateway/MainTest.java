// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Main main = new Main(print(out), print(err));

  @TempDir private Path directory;

  @Test
  void helpListsOptionsAndExitCodes() {
    assertEquals(ExitCode.OK, main.run("--help"));
    assertTrue(text(out).contains("--config FILE..."));
    assertTrue(text(out).contains("Exit codes"));
  }

  @Test
  void wrongOptionExitsWith2() {
    assertEquals(ExitCode.USAGE, main.run("--config", "a.json", "--shadow"));
    assertEquals(2, ExitCode.USAGE.status());
    assertEquals(
        "edge-gateway: --shadow needs shadow mode, which this version does not have\n", text(err));
  }

  @Test
  void checkAcceptsAGoodConfiguration() throws IOException {
    assertEquals(ExitCode.OK, main.run("--config", file(TestConfig.local(8081)), "--check"));
    assertEquals("no problems: 1 distribution\n", text(out));
  }

  @Test
  void checkReportsEveryProblemWithItsPlace() throws IOException {
    String file =
        file(
            TestConfig.local(8081)
                .replace("\"Enabled\": true", "\"Enabled\": true, \"Colour\": 1")
                .replace("http-only", "sometimes"));

    assertEquals(ExitCode.CONFIG, main.run("--config", file, "--check"));
    assertEquals(1, ExitCode.CONFIG.status());
    String[] lines = text(err).split("\n", -1);
    assertTrue(lines[0].startsWith(file + ":2:"), lines[0]);
    assertTrue(lines[0].contains("Colour"), lines[0]);
    assertTrue(lines[1].startsWith(file + ":6:"), lines[1]);
    assertTrue(lines[1].contains("sometimes"), lines[1]);
    assertEquals("2 problems", lines[2]);
  }

  @Test
  void fileThatIsNotThereIsAProblemOfTheConfiguration() {
    assertEquals(ExitCode.CONFIG, main.run("--config", "no-such.json", "--check"));
    assertTrue(text(err).startsWith("no-such.json"), text(err));
  }

  @Test
  void applicationBehindTheGatewayIsRefused() throws IOException {
    String file = file(TestConfig.forOrigin("self", 80));

    assertEquals(ExitCode.CONFIG, main.run("--config", file));
    assertTrue(text(err).contains("a gateway has no application behind it"), text(err));
  }

  @Test
  void protocolOfTheViewerIsTaken() throws IOException {
    String file = file(TestConfig.local(8081).replace("http-only", "match-viewer"));

    assertEquals(ExitCode.OK, main.run("--config", file, "--check"));
  }

  @Test
  void wrongProxyExitsWith2() throws IOException {
    String file = file(TestConfig.local(8081));

    assertEquals(ExitCode.USAGE, main.run("--config", file, "--trusted-proxies", "everybody"));
    assertTrue(text(err).contains("everybody"), text(err));
  }

  @Test
  void takenPortExitsWith3() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String file = file(TestConfig.local(8081));
      String port = Integer.toString(taken.getLocalPort());

      assertEquals(ExitCode.START, main.run("--config", file, "--port", port));
      assertEquals(3, ExitCode.START.status());
      assertTrue(text(err).contains("cannot start"), text(err));
    }
  }

  @Test
  void logDirectoryThatCannotBeExitsWith3() throws IOException {
    String file = file(TestConfig.local(8081));

    assertEquals(ExitCode.START, main.run("--config", file, "--port", "0", "--access-log", file));
  }

  private String file(String json) throws IOException {
    return Files.writeString(directory.resolve("config.json"), json).toString();
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

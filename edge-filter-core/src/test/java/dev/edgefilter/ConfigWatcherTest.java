// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while an engine runs. */
class ConfigWatcherTest {

  private static final String TEXT =
      """
      {"CallerReference": "1", "Comment": "", "Enabled": true, "DefaultRootObject": "ROOT",
       "Origins": {"Quantity": 1, "Items": [{"Id": "app", "DomainName": "self"}]},
       "DefaultCacheBehavior": {"TargetOriginId": "app", "ViewerProtocolPolicy": "allow-all",
         "CachePolicyId": "CachingOptimized"}}
      """;

  @TempDir private Path directory;
  private final AtomicLong seconds = new AtomicLong();
  private Path file;
  private EdgeEngine engine;
  private ConfigWatcher watcher;

  @BeforeEach
  void start() throws IOException {
    file = directory.resolve("site.json");
    write("one.html");
    engine =
        EdgeEngine.builder()
            .config(EdgeConfigReader.read(List.of(file)))
            .clock(() -> Instant.ofEpochSecond(seconds.get()))
            .start();
    watcher = ConfigWatcher.of(engine, List.of(file));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private void write(String root) throws IOException {
    Files.writeString(file, TEXT.replace("ROOT", root));
  }

  private String root() {
    return engine.config().distributions().get(0).defaultRootObject();
  }

  private String explained() {
    RequestHead request = RequestHead.of("GET", "http://h/a", Headers.EMPTY);
    return engine.explain(request, null).text();
  }

  @Test
  void aChangedFileIsServed() throws IOException {
    assertEquals(new ConfigState(1, Instant.ofEpochSecond(0), null), watcher.check());
    seconds.set(5);
    write("two.html");

    assertEquals(new ConfigState(2, Instant.ofEpochSecond(5), null), watcher.check());

    assertEquals("two.html", root());
    assertFalse(explained().contains("Configuration"));
  }

  @Test
  void whatSaysTheSameIsNotPublishedAgain() throws IOException {
    Files.writeString(file, Files.readString(file) + "\n\n");

    assertEquals(1, watcher.check().version());
    assertEquals(1, watcher.reload().version());
  }

  @Test
  void aChangeBeforeTheFirstLookIsNotMissed() throws IOException {
    write("early.html");
    watcher.check();
    assertEquals("early.html", root());
  }

  @Test
  void aBrokenFileKeepsTheOldConfigurationAndSaysWhy() throws IOException {
    Files.writeString(file, TEXT.replace("CachingOptimized", "CachingOptimised"));
    seconds.set(7);

    ConfigState state = watcher.check();

    assertEquals(1, state.version());
    assertNotNull(state.failure());
    assertEquals(Instant.ofEpochSecond(7), state.failure().at());
    assertTrue(state.failure().message().contains("CachingOptimised"), state::toString);
    assertTrue(state.failure().message().contains("site.json:4:"), state::toString);
    assertEquals("one.html", root());
    assertTrue(explained().contains("Configuration\n"), explained());
    assertTrue(explained().contains("CachingOptimised"), explained());
    assertEquals(state, watcher.check(), "one failure is told of once");
  }

  @Test
  void whatCannotBeCompiledHereKeepsTheOldConfigurationToo() throws IOException {
    Files.writeString(
        file,
        TEXT.replace(
            "\"ViewerProtocolPolicy\"",
            "\"FunctionAssociations\": {\"Quantity\": 1, \"Items\": [{\"FunctionARN\": \"none\","
                + " \"EventType\": \"viewer-request\"}]}, \"ViewerProtocolPolicy\""));

    ConfigState state = watcher.check();

    assertTrue(String.valueOf(state.failure()).contains("none"), state::toString);
    assertEquals("one.html", root());
  }

  @Test
  void theFailureIsForgottenWhenTheFileIsMended() throws IOException {
    Files.delete(file);
    assertNotNull(watcher.check().failure());

    write("one.html");

    assertEquals(new ConfigState(1, Instant.ofEpochSecond(0), null), watcher.check());
    Files.writeString(file, "{");
    assertNotNull(watcher.check().failure());
    write("three.html");
    assertNull(watcher.check().failure());
    assertEquals("three.html", root());
  }

  @Test
  void aReaderThatBreaksDoesNotEndTheWatching() {
    ConfigWatcher broken =
        ConfigWatcher.of(
            engine,
            List.of(file),
            () -> {
              throw new IllegalStateException("on purpose");
            });
    assertTrue(String.valueOf(broken.check().failure()).contains("on purpose"));
  }

  @Test
  void publishingInCodeIsCountedAndItsFailuresAreKept() {
    EdgeConfig config = engine.config();
    engine.publish(config);
    assertEquals(2, engine.configState().version());

    EdgeConfig empty = EdgeConfig.builder().build();
    assertThrows(ConfigException.class, () -> engine.publish(empty));

    assertEquals(2, engine.configState().version());
    assertNotNull(engine.configState().failure());
    assertEquals(config, engine.config());
  }

  @Test
  void theTimerLooksByItselfUntilTheEngineIsClosed() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    ConfigWatcher timed =
        ConfigWatcher.of(
            engine,
            List.of(file),
            () -> {
              read.countDown();
              return EdgeConfigReader.read(List.of(file));
            });
    timed.start(Duration.ofMillis(1));
    timed.start(Duration.ofMillis(1));

    assertTrue(read.await(30, TimeUnit.SECONDS));
    assertThrows(IllegalArgumentException.class, () -> watcher.start(Duration.ZERO));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a configuration when its files have changed, or when it is told to.
 *
 * <p>A configuration that cannot be read or compiled changes nothing: the engine goes on with the
 * old one, and {@link EdgeEngine#configState} says what is wrong. Files are compared by content, so
 * that links that are turned, as Kubernetes does, count as well. Any thread may call; one reload
 * runs at a time. The engine closes its watchers when it is closed.
 */
public final class ConfigWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);

  private final EdgeEngine engine;
  private final List<Path> files;
  private final Supplier<EdgeConfig> reader;
  private byte[] seen = {};
  private @Nullable ScheduledExecutorService timer;
  private @Nullable ScheduledFuture<?> looks;

  private ConfigWatcher(EdgeEngine engine, List<Path> files, Supplier<EdgeConfig> reader) {
    this.engine = engine;
    this.files = List.copyOf(files);
    this.reader = reader;
  }

  /** Watches the files that make up the whole configuration of an engine. */
  public static ConfigWatcher of(EdgeEngine engine, List<Path> files) {
    return of(engine, files, () -> EdgeConfigReader.read(files));
  }

  /**
   * The same where reading is more than that.
   *
   * @param files what is looked at
   * @param reader makes the whole configuration of them
   */
  public static ConfigWatcher of(EdgeEngine engine, List<Path> files, Supplier<EdgeConfig> reader) {
    Objects.requireNonNull(reader, "reader");
    ConfigWatcher watcher = new ConfigWatcher(engine, files, reader);
    engine.closesWith(watcher);
    return watcher;
  }

  /** Looks every so often from now on; a second call changes nothing. */
  public synchronized void start(Duration interval) {
    if (timer != null) {
      return;
    }
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval is " + interval + ", expected more than zero");
    }
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "edge-config");
              thread.setDaemon(true);
              return thread;
            });
    timer = started;
    long millis = interval.toMillis();
    looks = started.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Reloads when a file has changed since the last look; the first look always reads. */
  public synchronized ConfigState check() {
    byte[] now = fingerprint();
    if (Arrays.equals(now, seen)) {
      return engine.configState();
    }
    seen = now;
    return reload();
  }

  /**
   * Reads the files now, and publishes what they say unless it is served already.
   *
   * @return the state afterwards, with a failure when nothing could be published
   */
  public synchronized ConfigState reload() {
    try {
      EdgeConfig config = reader.get();
      if (config.equals(engine.config())) {
        engine.configConfirmed();
      } else {
        engine.publish(config);
        LOG.info("Configuration {} is served, of {}", engine.configState().version(), files);
      }
    } catch (ConfigException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      failed(e.toString()); // whatever a reader throws must not end the watching
    }
    return engine.configState();
  }

  private void failed(String message) {
    engine.configFailed(message);
    LOG.error(
        "Configuration {} stays, since {} cannot be served: {}",
        engine.configState().version(),
        files,
        message);
  }

  private byte[] fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(digestOf(file));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** A file that cannot be read differs from every file that can. */
  private static byte[] digestOf(Path file) throws NoSuchAlgorithmException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    } catch (IOException e) {
      return new byte[] {0};
    }
  }

  /** Looks no more; what is served goes on. */
  @Override
  public synchronized void close() {
    if (looks != null) {
      looks.cancel(false);
    }
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}

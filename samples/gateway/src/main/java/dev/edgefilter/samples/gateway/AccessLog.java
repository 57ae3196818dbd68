// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.explain.AccessLogFormat;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.EdgeListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log.
 *
 * <p>Threads that finish exchanges only hand over a record; one thread of its own writes the lines.
 * When it cannot keep up, records are dropped and counted: a log must not slow viewers down.
 */
final class AccessLog implements EdgeListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final String LOCATION = "LOCAL50-C1";
  private static final int MOST_WAITING = 65_536;
  private static final long FLUSH_MILLIS = 200;

  private final BlockingQueue<AccessLogRecord> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder dropped = new LongAdder();
  private final AccessLogFormat format;
  private final LogOutput output;
  private final Thread writer = new Thread(this::write, "access-log");
  private volatile boolean closing;
  private boolean failing;

  private AccessLog(AccessLogFormat format, LogOutput output) {
    this.format = format;
    this.output = output;
  }

  /** Opens the log in a directory, or on a stream for {@code -}. */
  static AccessLog open(String place, EdgeConfig config, PrintStream out) throws IOException {
    Map<String, String> domainNames = new HashMap<>();
    for (DistributionConfig each : config.distributions()) {
      if (!each.domainName().isEmpty()) {
        domainNames.put(each.id(), each.domainName());
      }
    }
    LogOutput output =
        place.equals("-") ? new StandardOutput(out) : new HourlyFiles(Path.of(place));
    AccessLog log = new AccessLog(new AccessLogFormat(LOCATION, domainNames), output);
    log.writer.setDaemon(true);
    log.writer.start();
    return log;
  }

  @Override
  public void exchangeDone(AccessLogRecord record) {
    if (!waiting.offer(record)) {
      dropped.increment();
    }
  }

  private void write() {
    try {
      boolean flushed = true;
      while (!(closing && waiting.isEmpty())) {
        AccessLogRecord record = waiting.poll(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        if (record != null) {
          write(record);
        } else if (!flushed) {
          run(output::flush);
        }
        flushed = record == null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      run(output::close);
    }
  }

  private void write(AccessLogRecord record) {
    run(() -> output.write(record, format.line(record)));
  }

  /** A full disk must not end the log for good; it is told once until writing works again. */
  private void run(Action action) {
    try {
      action.run();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.error("The access log cannot be written", e);
      }
      failing = true;
    }
  }

  /** Something that writes. */
  private interface Action {
    void run() throws IOException;
  }

  /** Writes what waits and closes the files. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (dropped.sum() > 0) {
      LOG.warn("{} lines of the access log were dropped, since it was too slow", dropped.sum());
    }
  }
}

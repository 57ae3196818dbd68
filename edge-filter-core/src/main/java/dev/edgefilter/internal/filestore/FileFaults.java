// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong with the disk: counted always, logged once until it works again.
 *
 * <p>After a failure nothing is written for a few seconds, so that a full disk costs nothing and is
 * tried again by itself.
 */
final class FileFaults {
  private static final Logger LOGGER = LoggerFactory.getLogger(FileFaults.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier ticker;
  private final LongAdder failures = new LongAdder();
  private final LongAdder discarded = new LongAdder();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean unreadableLogged = new AtomicBoolean();
  private final AtomicBoolean discardLogged = new AtomicBoolean();
  private volatile long pausedUntil;

  FileFaults(LongSupplier ticker) {
    this.ticker = ticker;
    this.pausedUntil = ticker.getAsLong();
  }

  /** Whether it is too early to try to write again. */
  boolean paused() {
    return failing.get() && ticker.getAsLong() - pausedUntil < 0;
  }

  void failed(String what, Throwable cause) {
    failures.increment();
    pausedUntil = ticker.getAsLong() + PAUSE_NANOS;
    if (failing.compareAndSet(false, true)) {
      LOGGER.warn(
          "The file store failed at {}; responses are kept in memory only until it works again."
              + " This is logged once until then",
          what,
          cause);
    }
  }

  /** A file could not be read, or its name not found; writing goes on. */
  void unreadable(String what, Throwable cause) {
    failures.increment();
    if (unreadableLogged.compareAndSet(false, true)) {
      LOGGER.warn("The file store failed at {}; this is logged once", what, cause);
    }
  }

  /** A file was written whole. */
  void worked() {
    if (failing.get() && failing.compareAndSet(true, false)) {
      LOGGER.info("The file store works again");
    }
  }

  void discarded(Object file, CorruptFileException why) {
    discarded.increment();
    if (discardLogged.compareAndSet(false, true)) {
      LOGGER.warn(
          "The file store discards {}: {}. Further files are discarded without a word, and counted",
          file,
          why.getMessage());
    }
  }

  long failures() {
    return failures.sum();
  }

  long discarded() {
    return discarded.sum();
  }
}

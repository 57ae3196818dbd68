// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration an engine serves, and what became of the last attempt to change it.
 *
 * @param version 1 for the one it was started with, one more for each that was published
 * @param since when it was published
 * @param failure what is wrong with the last attempt; null when it is the one that is served
 */
public record ConfigState(long version, Instant since, @Nullable Failure failure) {

  /**
   * An attempt that changed nothing.
   *
   * @param at when it was made
   * @param message every problem, each with its place
   */
  public record Failure(Instant at, String message) {}

  ConfigState published(Instant now) {
    return new ConfigState(version + 1, now, null);
  }

  ConfigState failed(Instant now, String message) {
    return new ConfigState(version, since, new Failure(now, message));
  }

  ConfigState confirmed() {
    return failure == null ? this : new ConfigState(version, since, null);
  }
}

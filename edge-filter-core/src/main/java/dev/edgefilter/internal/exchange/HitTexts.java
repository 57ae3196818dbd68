// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Reason;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The texts of {@code Age} and {@code Cache-Status} on hits, which thousands of hits of one second
 * share.
 *
 * <p>Any number of threads may ask. A slot is one reference to an immutable text; when two threads
 * write one slot, the loser's text is made again later.
 */
final class HitTexts {

  private static final int SLOTS = 1024;

  private record Text(long seconds, @Nullable Reason reason, String text) {}

  private final AtomicReferenceArray<@Nullable Text> ages = new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<@Nullable Text> statuses = new AtomicReferenceArray<>(SLOTS);

  /** The value of {@code Age}. */
  String age(long seconds) {
    int slot = (int) (seconds & SLOTS - 1);
    Text known = ages.get(slot);
    if (known == null || known.seconds != seconds) {
      known = new Text(seconds, null, Long.toString(seconds));
      ages.set(slot, known);
    }
    return known.text;
  }

  /** The value of {@code Cache-Status} for a response that is fresh for so long (RFC 9211, 2.1). */
  String status(long ttlSeconds, Reason reason) {
    int slot = (int) (ttlSeconds & SLOTS - 1);
    Text known = statuses.get(slot);
    if (known == null || known.seconds != ttlSeconds || known.reason != reason) {
      String text = EdgeHeaders.CACHE + "; hit; ttl=" + ttlSeconds + "; detail=" + reason.token();
      known = new Text(ttlSeconds, reason, text);
      statuses.set(slot, known);
    }
    return known.text;
  }
}

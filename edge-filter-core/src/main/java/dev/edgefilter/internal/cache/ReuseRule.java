// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.store.StoredHead;

/** May this stored response answer this request now (RFC 9111, 4.2; RFC 5861). */
public final class ReuseRule {

  private ReuseRule() {}

  /**
   * Decides from age and limits.
   *
   * @param refreshHeldUntilMillis until when a failed refresh is not tried again, 0 when none
   *     failed
   */
  public static ReuseDecision decide(StoredHead head, long refreshHeldUntilMillis, long nowMillis) {
    long ageMillis = ageMillis(head, nowMillis);
    long age = ageMillis / 1000;
    long lifetime = head.lifetimeMillis() / 1000;
    if (!head.alwaysValidate() && ageMillis < head.lifetimeMillis()) {
      return new ReuseDecision(Reuse.SERVE, ReuseReason.FRESH, age, lifetime);
    }
    if (nowMillis < refreshHeldUntilMillis && mayStandInForError(head, nowMillis)) {
      return new ReuseDecision(Reuse.SERVE, ReuseReason.STALE_IF_ERROR, age, lifetime);
    }
    if (head.alwaysValidate()) {
      return new ReuseDecision(Reuse.REVALIDATE, ReuseReason.NO_CACHE, age, lifetime);
    }
    if (ageMillis < head.lifetimeMillis() + head.staleWhileRevalidateMillis()) {
      return new ReuseDecision(
          Reuse.SERVE_WHILE_REVALIDATED, ReuseReason.STALE_WHILE_REVALIDATE, age, lifetime);
    }
    return new ReuseDecision(Reuse.REVALIDATE, ReuseReason.STALE, age, lifetime);
  }

  /** May the stored response be served although the origin failed (RFC 5861, 4). */
  public static boolean mayStandInForError(StoredHead head, long nowMillis) {
    return head.status() < 500
        && ageMillis(head, nowMillis) < head.lifetimeMillis() + head.staleIfErrorMillis();
  }

  /** RFC 9111, 4.2.3: current age in milliseconds. */
  public static long ageMillis(StoredHead head, long nowMillis) {
    return head.initialAgeMillis() + Math.max(0, nowMillis - head.arrivalMillis());
  }
}

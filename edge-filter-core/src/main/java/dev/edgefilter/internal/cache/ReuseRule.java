// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.CacheControl;
import dev.edgefilter.store.StoredHead;

/** May this stored response answer this request now (RFC 9111, 4.2; RFC 5861). */
public final class ReuseRule {

  private ReuseRule() {}

  /**
   * Decides from age and limits.
   *
   * @param refreshHeldUntilMillis until when a failed refresh is not tried again, 0 when none
   *     failed
   * @param staleFromMillis from when on a soft invalidation makes it stale, {@code Long.MAX_VALUE}
   *     when there was none
   */
  public static ReuseDecision decide(
      StoredHead head, long refreshHeldUntilMillis, long staleFromMillis, long nowMillis) {
    return decide(head, refreshHeldUntilMillis, staleFromMillis, nowMillis, RequestWish.NONE);
  }

  /** Decides from age, limits, and what the viewer asks for. */
  public static ReuseDecision decide(
      StoredHead head,
      long refreshHeldUntilMillis,
      long staleFromMillis,
      long nowMillis,
      RequestWish wish) {
    long ageMillis = ageMillis(head, nowMillis);
    long age = ageMillis / 1000;
    long lifetimeMillis = lifetimeMillis(head, ageMillis, staleFromMillis, nowMillis);
    long lifetime = lifetimeMillis / 1000;
    ReuseReason objection = wish.objection(ageMillis, lifetimeMillis);
    if (objection != null) {
      return new ReuseDecision(Reuse.REVALIDATE, objection, age, lifetime);
    }
    if (!head.alwaysValidate() && ageMillis < lifetimeMillis) {
      return new ReuseDecision(Reuse.SERVE, ReuseReason.FRESH, age, lifetime);
    }
    if (nowMillis < refreshHeldUntilMillis
        && mayStandInForError(head, staleFromMillis, nowMillis)) {
      return new ReuseDecision(Reuse.SERVE, ReuseReason.STALE_IF_ERROR, age, lifetime);
    }
    if (head.alwaysValidate()) {
      return new ReuseDecision(Reuse.REVALIDATE, ReuseReason.NO_CACHE, age, lifetime);
    }
    if (ageMillis < lifetimeMillis + head.staleWhileRevalidateMillis()) {
      return new ReuseDecision(
          Reuse.SERVE_WHILE_REVALIDATED, ReuseReason.STALE_WHILE_REVALIDATE, age, lifetime);
    }
    if (wish.takesStale(head, ageMillis, lifetimeMillis)) {
      return new ReuseDecision(Reuse.SERVE, ReuseReason.REQUEST_MAX_STALE, age, lifetime);
    }
    boolean early = ageMillis < head.lifetimeMillis();
    return new ReuseDecision(
        Reuse.REVALIDATE, early ? ReuseReason.INVALIDATED_SOFT : ReuseReason.STALE, age, lifetime);
  }

  /** May the stored response be served although the origin failed (RFC 5861, 4). */
  public static boolean mayStandInForError(StoredHead head, long staleFromMillis, long nowMillis) {
    if (head.status() >= 500) {
      return false;
    }
    long ageMillis = ageMillis(head, nowMillis);
    if (nowMillis < staleFromMillis) {
      return ageMillis < head.lifetimeMillis() + head.staleIfErrorMillis();
    }
    // What the origin allows begins when it becomes stale; without a directive the end is fixed.
    boolean directed =
        CacheControl.parse(head.headers().all("Cache-Control")).staleIfErrorSeconds() >= 0;
    if (head.mustRevalidate() && !directed) {
      return false;
    }
    long lifetimeMillis =
        directed
            ? lifetimeMillis(head, ageMillis, staleFromMillis, nowMillis)
            : head.lifetimeMillis();
    return ageMillis < lifetimeMillis + head.staleIfErrorMillis();
  }

  /** The age at which it becomes stale, by its lifetime or by a soft invalidation before. */
  private static long lifetimeMillis(
      StoredHead head, long ageMillis, long staleFromMillis, long nowMillis) {
    if (staleFromMillis == Long.MAX_VALUE) {
      return head.lifetimeMillis();
    }
    return Math.min(head.lifetimeMillis(), ageMillis - (nowMillis - staleFromMillis));
  }

  /** RFC 9111, 4.2.3: current age in milliseconds. */
  public static long ageMillis(StoredHead head, long nowMillis) {
    return head.initialAgeMillis() + Math.max(0, nowMillis - head.arrivalMillis());
  }
}

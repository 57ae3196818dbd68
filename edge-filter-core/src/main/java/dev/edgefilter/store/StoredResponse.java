// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import dev.edgefilter.http.ResponseHead;
import java.util.Objects;

/**
 * One response in the store: a handle that is compared by identity.
 *
 * <p>It does not change, apart from the time a store or a caller holds back further attempts to
 * refresh it, and the time from which a soft invalidation makes it stale. A refreshed response is
 * another object with the same id. A store extends this class with what it needs to find the body
 * again.
 */
public class StoredResponse {
  private final CacheKey key;
  private final StoredHead head;
  private final ResponseHead responseHead;
  private final long bodyBytes;
  private final long stamp;
  private final long id;
  private volatile long refreshHeldUntilMillis = Long.MIN_VALUE;
  private volatile long staleFromMillis = Long.MAX_VALUE;

  /**
   * Makes a handle; called by stores.
   *
   * @param key what it answers
   * @param head its head
   * @param bodyBytes the length of its body, 0 or more
   * @param stamp the store's stamp when the origin request it came from started
   * @param id names the body within its store
   */
  public StoredResponse(CacheKey key, StoredHead head, long bodyBytes, long stamp, long id) {
    this.key = Objects.requireNonNull(key, "key");
    this.head = Objects.requireNonNull(head, "head");
    this.responseHead = new ResponseHead(head.status(), head.headers());
    if (bodyBytes < 0) {
      throw new IllegalArgumentException("bodyBytes is " + bodyBytes);
    }
    this.bodyBytes = bodyBytes;
    this.stamp = stamp;
    this.id = id;
  }

  /** What it answers. */
  public final CacheKey key() {
    return key;
  }

  /** Its head. */
  public final StoredHead head() {
    return head;
  }

  /** The status and headers of its head, as they are sent. */
  public final ResponseHead responseHead() {
    return responseHead;
  }

  /** The length of its body in bytes. */
  public final long bodyBytes() {
    return bodyBytes;
  }

  /** The store's stamp when the origin request it came from, or was last validated by, started. */
  public final long stamp() {
    return stamp;
  }

  /** Names the body within its store. */
  public final long id() {
    return id;
  }

  /** Until when no refresh is attempted because the last one failed; long past when none did. */
  public final long refreshHeldUntilMillis() {
    return refreshHeldUntilMillis;
  }

  /** Holds back refreshes until the given time, in milliseconds since the epoch. */
  public final void holdRefreshUntil(long millis) {
    refreshHeldUntilMillis = millis;
  }

  /**
   * From when on it counts as stale because of a soft invalidation, in milliseconds since the
   * epoch; {@code Long.MAX_VALUE} when there was none.
   */
  public final long staleFromMillis() {
    return staleFromMillis;
  }

  /** Makes it count as stale from a time on; a later time than the present one changes nothing. */
  public final void markStaleFrom(long millis) {
    if (millis < staleFromMillis) {
      staleFromMillis = millis;
    }
  }
}

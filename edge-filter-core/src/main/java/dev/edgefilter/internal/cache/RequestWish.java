// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.store.StoredHead;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer asks of the cache (RFC 9111, 5.2.1).
 *
 * @param noCache a stored response is to be validated first
 * @param noStore nothing of this exchange is to be kept
 * @param onlyIfCached the origin is not to be asked
 * @param maxAgeSeconds the age that is accepted, -1 for any
 * @param minFreshSeconds how long it must stay fresh, -1 when that does not matter
 * @param maxStaleSeconds how long it may have been stale, -1 for not at all
 */
public record RequestWish(
    boolean noCache,
    boolean noStore,
    boolean onlyIfCached,
    long maxAgeSeconds,
    long minFreshSeconds,
    long maxStaleSeconds) {

  /** No wish at all. */
  public static final RequestWish NONE = new RequestWish(false, false, false, -1, -1, -1);

  /** Reads {@code Cache-Control}, or {@code Pragma} where there is none (RFC 9111, 5.4). */
  public static RequestWish of(RequestHead request) {
    @Nullable String control = request.joined("Cache-Control");
    if (control == null) {
      return pragmaNoCache(request.headers("Pragma"))
          ? new RequestWish(true, false, false, -1, -1, -1)
          : NONE;
    }
    CacheControl directives = CacheControl.parse(control);
    return directives.isEmpty()
        ? NONE
        : new RequestWish(
            directives.noCache(),
            directives.noStore(),
            directives.onlyIfCached(),
            directives.maxAgeSeconds(),
            directives.minFreshSeconds(),
            directives.maxStaleSeconds());
  }

  private static boolean pragmaNoCache(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).toLowerCase(Locale.ROOT).contains("no-cache")) {
        return true;
      }
    }
    return false;
  }

  /** Why what is stored does not do for this viewer although it may be fresh; null when it does. */
  @Nullable ReuseReason objection(long ageMillis, long lifetimeMillis) {
    if (noCache || noStore) {
      return noCache ? ReuseReason.REQUEST_NO_CACHE : ReuseReason.REQUEST_NO_STORE;
    }
    // Age 0 is at most 0, but who says max-age=0 wants an answer of now, as browsers' reload does.
    boolean tooOld = maxAgeSeconds >= 0 && (maxAgeSeconds == 0 || ageMillis > maxAgeSeconds * 1000);
    if (tooOld) {
      return ReuseReason.REQUEST_MAX_AGE;
    }
    return minFreshSeconds >= 0 && lifetimeMillis - ageMillis < minFreshSeconds * 1000
        ? ReuseReason.REQUEST_MIN_FRESH
        : null;
  }

  /** Whether the viewer takes a stale response, and nothing forbids it (RFC 9111, 5.2.1.2). */
  boolean takesStale(StoredHead head, long ageMillis, long lifetimeMillis) {
    return maxStaleSeconds >= 0
        && !head.mustRevalidate()
        && !head.alwaysValidate()
        && (ageMillis - lifetimeMillis) / 1000 <= maxStaleSeconds;
  }
}

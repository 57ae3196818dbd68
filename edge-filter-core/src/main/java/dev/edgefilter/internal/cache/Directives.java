// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.TargetedCacheControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a response that count for this cache (RFC 9213, 2.2).
 *
 * @param control what they are
 * @param targeted true when they are meant for caches like this one, so that {@code Cache-Control}
 *     and {@code Expires} do not count
 */
record Directives(CacheControl control, boolean targeted) {

  static Directives of(Headers headers, TtlSettings settings) {
    if (settings.on(FidelitySwitch.TARGETED_CACHE_CONTROL)) {
      List<String> fields = settings.targetedFields();
      for (int i = 0; i < fields.size(); i++) {
        @Nullable CacheControl targeted = TargetedCacheControl.parse(headers.all(fields.get(i)));
        if (targeted != null) {
          return new Directives(targeted, true);
        }
      }
    }
    return new Directives(CacheControl.parse(headers.all("Cache-Control")), false);
  }

  /** Whether it may be kept for all although the request had credentials (RFC 9111, 3.5). */
  boolean meantForAll(TtlSettings settings) {
    return control.isPublic()
        || control.sMaxageSeconds() >= 0
        || (control.mustRevalidate() && settings.on(FidelitySwitch.MUST_REVALIDATE_SHARES));
  }

  /** Whether nothing allows to serve it stale (RFC 9111, 5.2.2.2, 5.2.2.8). */
  boolean mustRevalidate() {
    return control.mustRevalidate() || control.proxyRevalidate();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.CacheControl;

/**
 * How long a response may be served stale (RFC 5861; RFC 9111, 4.2.4).
 *
 * @param whileRevalidateSeconds while one viewer revalidates
 * @param whileRevalidateBy who says so
 * @param ifErrorSeconds when the origin fails
 * @param ifErrorBy who says so
 */
record StaleWindows(
    long whileRevalidateSeconds,
    StaleReason whileRevalidateBy,
    long ifErrorSeconds,
    StaleReason ifErrorBy) {

  private record Window(long seconds, StaleReason reason) {}

  static StaleWindows of(
      Directives directives,
      int status,
      boolean alwaysValidate,
      long lifetimeSeconds,
      TtlSettings settings) {
    long untilMax = Math.max(0, settings.maxSeconds() - lifetimeSeconds);
    Window whileRevalidate = whileRevalidate(directives, untilMax);
    Window ifError = ifError(directives, status, alwaysValidate, untilMax, settings);
    return new StaleWindows(
        whileRevalidate.seconds, whileRevalidate.reason, ifError.seconds, ifError.reason);
  }

  private static Window whileRevalidate(Directives directives, long untilMax) {
    long seconds = directives.control().staleWhileRevalidateSeconds();
    if (seconds <= 0) {
      return new Window(0, StaleReason.NOT_ASKED);
    }
    return directives.mustRevalidate()
        ? new Window(0, StaleReason.MUST_REVALIDATE)
        : asked(seconds, untilMax);
  }

  /** Without the directive CloudFront serves stale on errors until Maximum TTL. */
  private static Window ifError(
      Directives directives,
      int status,
      boolean alwaysValidate,
      long untilMax,
      TtlSettings settings) {
    CacheControl control = directives.control();
    if (directives.mustRevalidate()) {
      return new Window(0, StaleReason.MUST_REVALIDATE);
    }
    if (control.staleIfErrorSeconds() >= 0) {
      return asked(control.staleIfErrorSeconds(), untilMax);
    }
    if (alwaysValidate) {
      return new Window(0, StaleReason.NO_CACHE);
    }
    if (status >= 400) {
      return new Window(0, StaleReason.ERROR);
    }
    return control.sMaxageSeconds() >= 0 && settings.on(FidelitySwitch.S_MAXAGE_REVALIDATES)
        ? new Window(0, StaleReason.S_MAXAGE)
        : new Window(untilMax, StaleReason.UNTIL_MAX_TTL);
  }

  /** What the origin asked for, cut where Maximum TTL ends. */
  private static Window asked(long seconds, long untilMax) {
    return seconds <= untilMax
        ? new Window(seconds, StaleReason.DIRECTIVE)
        : new Window(untilMax, StaleReason.CUT_BY_MAX_TTL);
  }
}

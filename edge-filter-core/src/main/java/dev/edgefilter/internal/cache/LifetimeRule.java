// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/** The freshness lifetime a response asks for, before any limit (RFC 9111, 4.2.1 and 4.2.2). */
final class LifetimeRule {

  private static final long MAX_SECONDS = 1L << 31;

  /** RFC 9111, 4.2.2: "a typical setting of this fraction might be 10%". */
  private static final long HEURISTIC_PART = 10;

  private LifetimeRule() {}

  /**
   * What was asked for.
   *
   * @param seconds the lifetime
   * @param reason who says so
   * @param usedSeconds how much of it has passed at arrival
   */
  record Asked(long seconds, TtlReason reason, long usedSeconds) {

    /** What is left of it at arrival. */
    long left() {
      return Math.max(0, seconds - usedSeconds);
    }

    /** True when the origin itself said so. */
    boolean explicit() {
      return reason != TtlReason.DEFAULT_TTL
          && reason != TtlReason.HEURISTIC
          && reason != TtlReason.NO_LIFETIME;
    }
  }

  static Asked asked(
      ResponseHead head,
      Directives directives,
      TtlSettings settings,
      long initialAge,
      long arrivalMillis) {
    CacheControl control = directives.control();
    if (control.sMaxageSeconds() >= 0) {
      return new Asked(control.sMaxageSeconds(), TtlReason.S_MAXAGE, initialAge);
    }
    if (control.maxAgeSeconds() >= 0) {
      return new Asked(
          control.maxAgeSeconds(),
          directives.targeted() ? TtlReason.TARGETED_MAX_AGE : TtlReason.MAX_AGE,
          initialAge);
    }
    Headers headers = head.headers();
    if (headers.contains("Expires") && !directives.targeted()) {
      return settings.on(FidelitySwitch.EXPIRES_FROM_DATE)
          ? expiresFromDate(headers, initialAge, arrivalMillis)
          : expiresFromNow(headers, initialAge, arrivalMillis);
    }
    return settings.on(FidelitySwitch.HEURISTIC_FRESHNESS)
        ? heuristic(head, control, settings, initialAge, arrivalMillis)
        : new Asked(
            Math.max(settings.minSeconds(), settings.defaultSeconds()), TtlReason.DEFAULT_TTL, 0);
  }

  private static Asked expiresFromDate(Headers headers, long initialAge, long arrivalMillis) {
    long date = AgeRule.dateMillis(headers, arrivalMillis);
    return new Asked(expiresSeconds(headers, date, arrivalMillis), TtlReason.EXPIRES, initialAge);
  }

  /** CloudFront: Expiration. An Age beyond what the clocks say counts all the same. */
  private static Asked expiresFromNow(Headers headers, long initialAge, long arrivalMillis) {
    long apparent = Math.max(0, arrivalMillis - AgeRule.dateMillis(headers, arrivalMillis)) / 1000;
    return new Asked(
        expiresSeconds(headers, arrivalMillis, arrivalMillis),
        TtlReason.EXPIRES,
        initialAge > apparent ? initialAge : 0);
  }

  /** Two lines, or a date that cannot be read, mean expired (RFC 9111, 5.3). */
  private static long expiresSeconds(Headers headers, long startMillis, long arrivalMillis) {
    @Nullable String text = headers.all("Expires").size() == 1 ? headers.first("Expires") : null;
    long millis = text == null ? HttpDate.INVALID : HttpDate.parseMillis(text, arrivalMillis);
    if (millis == HttpDate.INVALID || millis <= startMillis) {
      return 0;
    }
    return Math.min(MAX_SECONDS, (millis - startMillis) / 1000);
  }

  private static Asked heuristic(
      ResponseHead head,
      CacheControl control,
      TtlSettings settings,
      long initialAge,
      long arrivalMillis) {
    if (!control.isPublic() && !heuristically(head.status())) {
      return new Asked(0, TtlReason.NO_LIFETIME, 0);
    }
    @Nullable String text = head.headers().first("Last-Modified");
    long modified = text == null ? HttpDate.INVALID : HttpDate.parseMillis(text, arrivalMillis);
    if (modified == HttpDate.INVALID) {
      return new Asked(settings.defaultSeconds(), TtlReason.DEFAULT_TTL, 0);
    }
    long unchanged = AgeRule.dateMillis(head.headers(), arrivalMillis) - modified;
    long seconds = Math.max(0, unchanged / 1000 / HEURISTIC_PART);
    return new Asked(Math.min(MAX_SECONDS, seconds), TtlReason.HEURISTIC, initialAge);
  }

  /** RFC 9110, 15.1: what may be kept without a word of the origin. */
  private static boolean heuristically(int status) {
    return switch (status) {
      case 200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501 -> true;
      default -> false;
    };
  }
}

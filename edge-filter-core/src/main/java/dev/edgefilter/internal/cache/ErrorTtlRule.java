// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.ResponseHead;

/** How long an error is kept by its status (CloudFront: How CloudFront caches errors). */
final class ErrorTtlRule {

  private ErrorTtlRule() {}

  static TtlDecision decide(
      ResponseHead head,
      Directives directives,
      TtlSettings settings,
      long initialAge,
      long arrivalMillis) {
    int status = head.status();
    CacheControl control = directives.control();
    boolean explicit = control.sMaxageSeconds() >= 0 || control.maxAgeSeconds() >= 0;
    boolean refused = control.noStore() || control.noCache() || control.isPrivate();
    if (!keptAsError(status) && !(keptWhenExplicit(status) && explicit)) {
      return TtlDecision.notStorable(TtlReason.STATUS);
    }
    if (refused && (!settings.on(FidelitySwitch.PRIVATE_KEPT) || directivesCount(status))) {
      return TtlDecision.notStorable(TtlReason.ERROR_DIRECTIVE);
    }
    LifetimeRule.Asked asked =
        LifetimeRule.asked(head, directives, settings, initialAge, arrivalMillis);
    long minimum = settings.errorTtls().seconds(status);
    long left = Math.min(asked.left(), settings.maxSeconds());
    boolean cut = !asked.explicit() || left < minimum;
    TtlReason reason = cut ? TtlReason.ERROR_TTL : asked.reason();
    long seconds = cut ? minimum : left;
    if (seconds == 0) {
      return TtlDecision.notStorable(reason);
    }
    // An error is never served stale.
    return new TtlDecision(
        true,
        seconds + initialAge,
        initialAge,
        0,
        0,
        false,
        true,
        reason,
        asked.reason(),
        asked.seconds(),
        StaleReason.ERROR,
        StaleReason.ERROR);
  }

  /** Statuses CloudFront keeps for the error caching minimum TTL. */
  private static boolean keptAsError(int status) {
    return switch (status) {
      case 404, 410, 414, 500, 501, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static boolean keptWhenExplicit(int status) {
    return switch (status) {
      case 400, 403, 405, 412, 415 -> true;
      default -> false;
    };
  }

  /** Errors on which CloudFront heeds no-store, no-cache and private. */
  private static boolean directivesCount(int status) {
    return status == 404 || status == 410 || status == 414 || status == 501;
  }
}

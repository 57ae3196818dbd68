// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.LifetimeRule.Asked;
import dev.edgefilter.store.StoredHead;
import org.jspecify.annotations.Nullable;

/** How long a response may be reused (CloudFront: Expiration; RFC 9111, 3 and 4.2). */
public final class TtlRule {

  private TtlRule() {}

  /**
   * Decides the lifetime of a response.
   *
   * @param requestMillis when the origin was asked
   * @param arrivalMillis when the head arrived
   */
  public static TtlDecision decide(
      ResponseHead head, TtlSettings settings, long requestMillis, long arrivalMillis) {
    if (settings.cachingDisabled()) {
      return TtlDecision.notStorable(TtlReason.CACHING_DISABLED);
    }
    long initialAge = AgeRule.initialAgeSeconds(head.headers(), requestMillis, arrivalMillis);
    return decideAt(head, settings, initialAge, arrivalMillis);
  }

  /** What the limits of now make of a stored response, for {@code explain}. */
  public static TtlDecision redecide(StoredHead stored, TtlSettings settings) {
    if (settings.cachingDisabled()) {
      return TtlDecision.notStorable(TtlReason.CACHING_DISABLED);
    }
    // Age is not among the stored headers, but the age on arrival is known.
    return decideAt(
        new ResponseHead(stored.status(), stored.headers()),
        settings,
        stored.initialAgeMillis() / 1000,
        stored.arrivalMillis());
  }

  private static TtlDecision decideAt(
      ResponseHead head, TtlSettings settings, long initialAge, long arrivalMillis) {
    Directives directives = Directives.of(head.headers(), settings);
    boolean byStatus = settings.on(FidelitySwitch.ERRORS_BY_STATUS);
    if (byStatus && head.status() >= 400) {
      return ErrorTtlRule.decide(head, directives, settings, initialAge, arrivalMillis);
    }
    TtlReason refusal = refusal(head, directives.control(), settings);
    if (refusal != null) {
      return TtlDecision.notStorable(refusal);
    }
    Asked asked = LifetimeRule.asked(head, directives, settings, initialAge, arrivalMillis);
    return asked.reason() == TtlReason.NO_LIFETIME
        ? TtlDecision.notStorable(TtlReason.NO_LIFETIME)
        : limited(head, directives, settings, asked, initialAge);
  }

  private static @Nullable TtlReason refusal(
      ResponseHead head, CacheControl control, TtlSettings settings) {
    boolean understands =
        control.mustUnderstand() && settings.on(FidelitySwitch.MUST_UNDERSTAND_HONOURED);
    if (understands && !StatusRule.understood(head.status())) {
      return TtlReason.MUST_UNDERSTAND;
    }
    if (!settings.keepsPrivate()) {
      if (control.noStore() && !understands) {
        return TtlReason.NO_STORE;
      }
      if (control.isPrivate()) {
        return TtlReason.PRIVATE;
      }
    }
    // 307 and 308 are kept only when the origin says so (CloudFront: HTTP status codes).
    boolean moved = head.status() == 307 || head.status() == 308;
    return moved
            && settings.on(FidelitySwitch.ERRORS_BY_STATUS)
            && !head.headers().contains("Cache-Control")
        ? TtlReason.STATUS
        : null;
  }

  private static TtlDecision limited(
      ResponseHead head, Directives directives, TtlSettings settings, Asked asked, long age) {
    CacheControl control = directives.control();
    boolean kept = settings.keepsPrivate();
    boolean always = control.noCache() && !kept;
    Asked wish = asked;
    if (kept && (control.noCache() || control.noStore() || control.isPrivate())) {
      wish = new Asked(0, TtlReason.MIN_TTL, 0);
    }
    // Safety first: Minimum TTL never lengthens what the origin wants validated every time.
    Asked limited = always ? new Asked(0, TtlReason.NO_CACHE, 0) : limit(wish, age, settings);
    StaleWindows stale =
        StaleWindows.of(directives, head.status(), always, limited.seconds(), settings);
    return new TtlDecision(
        true,
        limited.seconds(),
        age,
        stale.whileRevalidateSeconds(),
        stale.ifErrorSeconds(),
        always,
        mustRevalidate(directives, settings),
        limited.reason(),
        asked.reason(),
        asked.seconds(),
        stale.whileRevalidateBy(),
        stale.ifErrorBy());
  }

  /** What is left after the origin's own age is what the limits of the policy apply to. */
  private static Asked limit(Asked wish, long age, TtlSettings settings) {
    long left = wish.left();
    if (left < settings.minSeconds() && settings.on(FidelitySwitch.MIN_TTL_LENGTHENS)) {
      return new Asked(settings.minSeconds() + age, TtlReason.MIN_TTL, 0);
    }
    if (left > settings.maxSeconds()) {
      return new Asked(settings.maxSeconds() + age, TtlReason.MAX_TTL, 0);
    }
    return new Asked(left + age, wish.reason(), 0);
  }

  /** s-maxage means proxy-revalidate as well (RFC 9111, 5.2.2.10), of errors too. */
  private static boolean mustRevalidate(Directives directives, TtlSettings settings) {
    return directives.mustRevalidate()
        || (directives.control().sMaxageSeconds() >= 0
            && settings.on(FidelitySwitch.S_MAXAGE_REVALIDATES));
  }
}

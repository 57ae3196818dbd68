// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.store.StoredHead;
import org.jspecify.annotations.Nullable;

/** How long a response may be reused (CloudFront: Expiration; RFC 9111, 4.2). */
public final class TtlRule {

  private static final long MAX_SECONDS = 1L << 31;

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
    long initialAge = initialAgeSeconds(head.headers(), requestMillis, arrivalMillis);
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
    CacheControl directives = CacheControl.parse(head.headers().all("Cache-Control"));
    return head.status() >= 400
        ? decideError(head, directives, settings, initialAge, arrivalMillis)
        : decideSuccess(head, directives, settings, initialAge, arrivalMillis);
  }

  private static TtlDecision decideSuccess(
      ResponseHead head,
      CacheControl directives,
      TtlSettings settings,
      long initialAge,
      long arrivalMillis) {
    boolean forbidden = directives.noStore() || directives.isPrivate();
    if (forbidden && !(settings.privateKept() && settings.minSeconds() > 0)) {
      return TtlDecision.notStorable(directives.noStore() ? TtlReason.NO_STORE : TtlReason.PRIVATE);
    }
    Headers headers = head.headers();
    // 307 and 308 are kept only when the origin says so (CloudFront: HTTP status codes).
    if ((head.status() == 307 || head.status() == 308) && !headers.contains("Cache-Control")) {
      return TtlDecision.notStorable(TtlReason.STATUS);
    }
    Wish asked = wish(directives, headers, settings, arrivalMillis);
    Wish wish = asked;
    boolean always = false;
    if (forbidden || directives.noCache()) {
      always = !(settings.privateKept() && settings.minSeconds() > 0);
      wish = new Wish(0, always ? TtlReason.NO_CACHE : TtlReason.MIN_TTL);
    }
    // Safety first: Minimum TTL never lengthens what the origin wants validated every time.
    Wish limited = always ? wish : limit(wish, initialAge, settings);
    boolean mustRevalidate = directives.mustRevalidate() || directives.proxyRevalidate();
    Window whileRevalidate =
        staleWindow(directives.staleWhileRevalidateSeconds(), mustRevalidate, limited, settings);
    Window ifError = staleIfError(directives, mustRevalidate, always, limited, settings);
    return new TtlDecision(
        true,
        limited.seconds,
        initialAge,
        whileRevalidate.seconds,
        ifError.seconds,
        always,
        mustRevalidate,
        limited.reason,
        asked.reason,
        asked.seconds,
        whileRevalidate.reason,
        ifError.reason);
  }

  private static TtlDecision decideError(
      ResponseHead head,
      CacheControl directives,
      TtlSettings settings,
      long initialAge,
      long arrivalMillis) {
    int status = head.status();
    boolean explicit = directives.sMaxageSeconds() >= 0 || directives.maxAgeSeconds() >= 0;
    boolean refused = directives.noStore() || directives.noCache() || directives.isPrivate();
    if (!keptAsError(status) && !(keptWhenExplicit(status) && explicit)) {
      return TtlDecision.notStorable(TtlReason.STATUS);
    }
    if (refused && (!settings.privateKept() || directivesCount(status))) {
      return TtlDecision.notStorable(TtlReason.ERROR_DIRECTIVE);
    }
    Wish wish = wish(directives, head.headers(), settings, arrivalMillis);
    Wish left = limitError(wish, initialAge, settings, settings.errorTtls().seconds(status));
    if (left.seconds == 0) {
      return TtlDecision.notStorable(left.reason);
    }
    // An error is never served stale.
    return new TtlDecision(
        true,
        left.seconds + initialAge,
        initialAge,
        0,
        0,
        false,
        true,
        left.reason,
        wish.reason,
        wish.seconds,
        StaleReason.ERROR,
        StaleReason.ERROR);
  }

  /** What the origin asks for, at most Maximum TTL, at least the error caching minimum TTL. */
  private static Wish limitError(
      Wish wish, long initialAge, TtlSettings settings, long minimumSeconds) {
    if (wish.reason == TtlReason.DEFAULT_TTL) {
      return new Wish(minimumSeconds, TtlReason.ERROR_TTL);
    }
    long left = Math.min(wish.left(initialAge), settings.maxSeconds());
    return left < minimumSeconds
        ? new Wish(minimumSeconds, TtlReason.ERROR_TTL)
        : new Wish(left, wish.reason);
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

  private record Wish(long seconds, TtlReason reason) {

    /** What is left of it at arrival; Expires and Default TTL count from then anyway. */
    long left(long initialAge) {
      boolean fromArrival = reason == TtlReason.DEFAULT_TTL || reason == TtlReason.EXPIRES;
      return fromArrival ? seconds : Math.max(0, seconds - initialAge);
    }
  }

  private static Wish wish(
      CacheControl directives, Headers headers, TtlSettings settings, long arrivalMillis) {
    if (directives.sMaxageSeconds() >= 0) {
      return new Wish(directives.sMaxageSeconds(), TtlReason.S_MAXAGE);
    }
    if (directives.maxAgeSeconds() >= 0) {
      return new Wish(directives.maxAgeSeconds(), TtlReason.MAX_AGE);
    }
    if (headers.contains("Expires")) {
      return new Wish(expiresSeconds(headers, arrivalMillis), TtlReason.EXPIRES);
    }
    return new Wish(
        Math.max(settings.minSeconds(), settings.defaultSeconds()), TtlReason.DEFAULT_TTL);
  }

  /** Expires counts from now, not from Date (CloudFront: Expiration); two lines are invalid. */
  private static long expiresSeconds(Headers headers, long arrivalMillis) {
    if (headers.all("Expires").size() != 1) {
      return 0;
    }
    @Nullable String text = headers.first("Expires");
    long millis = text == null ? HttpDate.INVALID : HttpDate.parseMillis(text, arrivalMillis);
    if (millis == HttpDate.INVALID || millis <= arrivalMillis) {
      return 0;
    }
    return Math.min(MAX_SECONDS, (millis - arrivalMillis) / 1000);
  }

  private static Wish limit(Wish wish, long initialAge, TtlSettings settings) {
    // What is left after the origin's own age is what the limits of the policy apply to.
    long left = wish.left(initialAge);
    if (left < settings.minSeconds()) {
      return new Wish(settings.minSeconds() + initialAge, TtlReason.MIN_TTL);
    }
    if (left > settings.maxSeconds()) {
      return new Wish(settings.maxSeconds() + initialAge, TtlReason.MAX_TTL);
    }
    return new Wish(left + initialAge, wish.reason);
  }

  private record Window(long seconds, StaleReason reason) {

    /** What the origin asked for, cut where Maximum TTL ends. */
    static Window asked(long seconds, Wish lifetime, TtlSettings settings) {
      long limit = Math.max(0, settings.maxSeconds() - lifetime.seconds);
      return seconds <= limit
          ? new Window(seconds, StaleReason.DIRECTIVE)
          : new Window(limit, StaleReason.CUT_BY_MAX_TTL);
    }
  }

  private static Window staleWindow(
      long seconds, boolean mustRevalidate, Wish lifetime, TtlSettings settings) {
    if (seconds <= 0) {
      return new Window(0, StaleReason.NOT_ASKED);
    }
    return mustRevalidate
        ? new Window(0, StaleReason.MUST_REVALIDATE)
        : Window.asked(seconds, lifetime, settings);
  }

  /** Without the directive CloudFront serves stale on errors until Maximum TTL. */
  private static Window staleIfError(
      CacheControl directives,
      boolean mustRevalidate,
      boolean always,
      Wish lifetime,
      TtlSettings settings) {
    long seconds = directives.staleIfErrorSeconds();
    if (mustRevalidate) {
      return new Window(0, StaleReason.MUST_REVALIDATE);
    }
    if (seconds < 0) {
      return always
          ? new Window(0, StaleReason.NO_CACHE)
          : new Window(
              Math.max(0, settings.maxSeconds() - lifetime.seconds), StaleReason.UNTIL_MAX_TTL);
    }
    return Window.asked(seconds, lifetime, settings);
  }

  /** RFC 9111, 4.2.3: the corrected initial age. */
  private static long initialAgeSeconds(Headers headers, long requestMillis, long arrivalMillis) {
    long apparent = 0;
    @Nullable String date = headers.first("Date");
    if (date != null) {
      long millis = HttpDate.parseMillis(date, arrivalMillis);
      if (millis != HttpDate.INVALID) {
        apparent = Math.max(0, (arrivalMillis - millis) / 1000);
      }
    }
    long delay = Math.max(0, (arrivalMillis - requestMillis) / 1000);
    long stated = ageSeconds(headers.first("Age"));
    return Math.max(apparent, stated + delay);
  }

  /** RFC 9111, 5.1: the first member of the first line, digits or ignored. */
  private static long ageSeconds(@Nullable String value) {
    if (value == null) {
      return 0;
    }
    long seconds = 0;
    int end = value.indexOf(',') < 0 ? value.length() : value.indexOf(',');
    String member = value.substring(0, end).trim();
    for (int i = 0; i < member.length(); i++) {
      char c = member.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      seconds = Math.min(MAX_SECONDS, seconds * 10 + (c - '0'));
    }
    return seconds;
  }
}

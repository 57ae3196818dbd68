// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static dev.edgefilter.config.Fidelity.CLOUDFRONT;
import static dev.edgefilter.config.Fidelity.SAFE;
import static dev.edgefilter.config.Fidelity.STANDARD;

import java.util.Locale;
import java.util.Set;

/** One point on which the edge can follow CloudFront, RFC 9111, or caution. */
public enum FidelitySwitch {
  /** {@code Vary} selects among stored variants (RFC 9111, 4.1). */
  VARY_SELECTS(SAFE, STANDARD),
  /** {@code Set-Cookie} is stored and replayed where cookies are forwarded (RFC 9111, 7.3). */
  SET_COOKIE_STORED(CLOUDFRONT, STANDARD),
  /** {@code no-store}, {@code private} and {@code no-cache} are kept for a Minimum TTL above 0. */
  PRIVATE_KEPT(CLOUDFRONT),
  /**
   * An answer to an {@code Authorization} that is not in the key is stored only if the response
   * says that it is meant for all (RFC 9111, 3.5).
   */
  AUTHORIZATION_GUARDED(SAFE, STANDARD),
  /** {@code must-revalidate} also says so (RFC 9111, 3.5), though many send it with everything. */
  MUST_REVALIDATE_SHARES(STANDARD),
  /** The same for {@code Cookie}, of which RFC 9111 says nothing. */
  COOKIES_GUARDED(SAFE),
  /** What the application made with the viewer's session or identity is not stored. */
  SESSION_GUARDED(SAFE, CLOUDFRONT),
  /** Scheme and host are in the key where the application sees them. */
  VIEWER_ORIGIN_IN_KEY(SAFE, STANDARD),
  /** Paths that containers read in several ways get a 400. */
  AMBIGUOUS_PATHS_REFUSED(SAFE, STANDARD),
  /** The application gets the whole request where nothing can be stored. */
  ALL_VIEWER_FOR_UNCACHED(SAFE, STANDARD),
  /** Viewers wait for one fetch even where cookies reach the origin. */
  COLLAPSED_WITH_COOKIES(SAFE, STANDARD),
  /** {@code Strict-Transport-Security} of a policy is sent over http, too (RFC 6797, 7.2). */
  HSTS_ON_HTTP(CLOUDFRONT),
  /** {@code Vary: Origin} is added where CORS headers depend on it (Fetch, 3.3.7). */
  VARY_ORIGIN_ADDED(SAFE, STANDARD),
  /** A body whose length nobody told before it came may be compressed. */
  UNKNOWN_LENGTH_COMPRESSED(SAFE, STANDARD),
  /** What the edge itself answers gets the security headers of the policy, too. */
  SECURITY_HEADERS_EVERYWHERE(),
  /** A preflight that the policy allows is answered with 204, and never asks the origin. */
  PREFLIGHT_ANSWERED(),
  /** An unsafe method that succeeds drops what is stored of its resource (RFC 9111, 4.4). */
  UNSAFE_METHODS_INVALIDATE(STANDARD),
  /** Where all seven methods are allowed, unknown ones pass too, as unsafe ones. */
  UNKNOWN_METHODS_PASS(STANDARD),
  /** {@code Cache-Control} and {@code Pragma} of requests count (RFC 9111, 5.2.1). */
  REQUEST_DIRECTIVES_HONOURED(STANDARD),
  /** {@code Last-Modified} gives a lifetime where nothing else does (RFC 9111, 4.2.2). */
  HEURISTIC_FRESHNESS(STANDARD),
  /** {@code Expires} counts from {@code Date} (RFC 9111, 4.2.1), not from now. */
  EXPIRES_FROM_DATE(SAFE, STANDARD),
  /** {@code CDN-Cache-Control} and the like come before {@code Cache-Control} (RFC 9213). */
  TARGETED_CACHE_CONTROL(STANDARD),
  /** {@code must-understand} comes before {@code no-store} (RFC 9111, 5.2.2.3). */
  MUST_UNDERSTAND_HONOURED(STANDARD),
  /** {@code s-maxage} forbids to serve stale where nothing allows it (RFC 9111, 5.2.2.10). */
  S_MAXAGE_REVALIDATES(STANDARD),
  /** Errors are kept for their minimum TTL, other statuses as CloudFront lists them. */
  ERRORS_BY_STATUS(SAFE, CLOUDFRONT),
  /** Minimum TTL lengthens what the origin says. */
  MIN_TTL_LENGTHENS(SAFE, CLOUDFRONT),
  /**
   * An answer to POST with a lifetime and its own URL as location answers GET (RFC 9110, 9.3.3).
   */
  POST_STORED(STANDARD),
  /** An answer to HEAD renews what a GET stored, or drops it (RFC 9111, 4.3.5). */
  HEAD_UPDATES(STANDARD),
  /** Conditions that only the origin can judge reach it (RFC 9110, 13). */
  CONDITIONS_FORWARDED(STANDARD),
  /** Fields after a body reach remote origins where the head announces them (RFC 9110, 6.5). */
  REQUEST_TRAILERS_FORWARDED(STANDARD),
  /**
   * A transfer coding that exists nowhere is taken for none, where the body ends with the
   * connection; else such a response is refused, as what its body means nobody can say.
   */
  UNKNOWN_TRANSFER_CODINGS_IGNORED(STANDARD);

  private final Set<Fidelity> fidelities;

  FidelitySwitch(Fidelity... on) {
    fidelities = Set.of(on);
  }

  /** Whether a fidelity has it on. */
  public boolean isOnIn(Fidelity fidelity) {
    return fidelities.contains(fidelity);
  }

  /** Its name in settings, such as {@code vary-selects}. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.Fidelity;
import org.jspecify.annotations.Nullable;

/**
 * Where the edge departs from CloudFront; a fidelity is a named set of these.
 *
 * @param varyHonoured {@code Vary} selects among stored variants (RFC 9111, 4.1)
 * @param setCookieReplayed {@code Set-Cookie} is stored and replayed where cookies are forwarded
 * @param privateKept {@code no-store} and {@code private} are kept for a Minimum TTL above 0
 * @param credentialsGuarded nothing is stored for credentials that are not in the key, unless the
 *     response allows it
 * @param viewerOriginInKey scheme and host are in the key where the application sees them
 * @param ambiguousPathsRefused paths that containers read in several ways get a 400
 * @param allViewerForUncached the application gets the whole request where nothing can be stored
 * @param collapsedWithCookies viewers wait for one fetch even where cookies reach the origin
 * @param unsafeMethodsInvalidate an unsafe method that succeeds drops what is stored of its
 *     resource (RFC 9111, 4.4)
 */
public record Switches(
    boolean varyHonoured,
    boolean setCookieReplayed,
    boolean privateKept,
    boolean credentialsGuarded,
    boolean viewerOriginInKey,
    boolean ambiguousPathsRefused,
    boolean allViewerForUncached,
    boolean collapsedWithCookies,
    boolean unsafeMethodsInvalidate) {

  /** The switches of a fidelity. */
  public static Switches of(Fidelity fidelity) {
    return switch (fidelity) {
      case SAFE -> new Switches(true, false, false, true, true, true, true, true, false);
      case CLOUDFRONT -> new Switches(false, true, true, false, false, false, false, false, false);
    };
  }

  /** The same with unsafe methods that invalidate, or not; null leaves it to the fidelity. */
  Switches withUnsafeInvalidation(@Nullable Boolean on) {
    return on == null
        ? this
        : new Switches(
            varyHonoured,
            setCookieReplayed,
            privateKept,
            credentialsGuarded,
            viewerOriginInKey,
            ambiguousPathsRefused,
            allViewerForUncached,
            collapsedWithCookies,
            on);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.RequestHead;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What an answer to a method that changes things invalidates (RFC 9111, 4.4). */
public final class UnsafeMethodRule {

  private UnsafeMethodRule() {}

  /** True for an unsafe method (RFC 9110, 9.2.1) and a status that is no error. */
  public static boolean invalidates(String method, int status) {
    boolean safe =
        switch (method) {
          case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
          default -> false;
        };
    return !safe && status >= 200 && status < 400;
  }

  /**
   * Where {@code Location} or {@code Content-Location} points, when that is the same host: a site
   * cannot invalidate what belongs to another one.
   *
   * @return the absolute URI without fragment, or null when it points elsewhere or is none
   */
  public static @Nullable URI target(RequestHead request, String reference) {
    try {
      URI base = URI.create(request.scheme() + "://" + request.host() + request.path());
      URI target = base.resolve(reference);
      return sameOrigin(base, target) ? target : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean sameOrigin(URI base, URI target) {
    String scheme = target.getScheme();
    String host = target.getHost();
    return host != null
        && target.getRawPath() != null
        && host.equalsIgnoreCase(base.getHost())
        && base.getScheme().equalsIgnoreCase(scheme)
        && port(base) == port(target);
  }

  private static int port(URI uri) {
    int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 ? standard : uri.getPort();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.internal.access.signing.TokenSigner;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the next token of a chain (RFC 9246, signed token renewal), sent as a cookie. */
final class TokenRenewer {
  private static final long LONGEST_SECONDS = 365L * 24 * 3600;
  private static final int DEEPEST = 255;

  private final TokenSigner signer;
  private final String cookie;
  private final String issuer;

  /**
   * Prepares.
   *
   * @param cookie the name of the cookie
   * @param issuer who new tokens are from when they say it; empty for whom the first was from
   */
  TokenRenewer(TokenSigner signer, String cookie, String issuer) {
    this.signer = signer;
    this.cookie = cookie;
    this.issuer = issuer;
  }

  static boolean isLifetime(Number seconds) {
    double value = seconds.doubleValue();
    return value >= 1 && value <= LONGEST_SECONDS;
  }

  static boolean isDepth(Number segments) {
    double value = segments.doubleValue();
    return value >= 0 && value <= DEEPEST && value == Math.rint(value);
  }

  /** The claims of a token that was good, for some more seconds from now on. */
  TokenRenewal renewal(Map<String, Object> claims, String uri, String path, long nowSeconds) {
    Map<String, Object> next = new LinkedHashMap<>(claims);
    next.put("exp", nowSeconds + seconds(claims));
    if (claims.containsKey("iat")) {
      next.put("iat", nowSeconds);
    }
    if (claims.containsKey("jti")) {
      next.put("jti", TokenSigner.newId());
    }
    if (claims.containsKey("iss") && !issuer.isEmpty()) {
      next.put("iss", issuer);
    }
    // A player on another site's page sends the cookie only when it is allowed to, which needs TLS.
    String attributes =
        uri.startsWith("https:") ? "; Secure; HttpOnly; SameSite=None" : "; HttpOnly";
    return new TokenRenewal(
        signer, next, cookie, "; Path=" + leading(path, depth(claims)) + attributes);
  }

  private static long seconds(Map<String, Object> claims) {
    return claims.get("cdniets") instanceof Number seconds ? seconds.longValue() : 0;
  }

  private static int depth(Map<String, Object> claims) {
    return claims.get("cdnistd") instanceof Number segments ? segments.intValue() : 0;
  }

  /** So many segments of a path, or all it has; a slash for none. */
  static String leading(String path, int segments) {
    int end = 0;
    for (int i = 0; i < segments && end < path.length(); i++) {
      int slash = path.indexOf('/', end + 1);
      end = slash < 0 ? path.length() : slash;
    }
    return end == 0 || !isOfCookies(path, end) ? "/" : path.substring(0, end);
  }

  private static boolean isOfCookies(String path, int end) {
    for (int i = 0; i < end; i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c > '~' || c == ';') {
        return false;
      }
    }
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The claims of URI signing (RFC 9246, 2.1). */
final class UriSigning {
  private static final int LONGEST_REGEX = 2048;
  private static final String REGEX = "regex:";
  private static final String HASH = "hash:sha-256;";

  /** Claims that are understood, so that {@code cdnicrit} may name them. */
  private static final Set<String> UNDERSTOOD =
      Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cdniv", "cdnicrit", "cdniuc");

  /** Claims that ask for something this edge does not do, so that skipping them would be wrong. */
  private static final List<String> UNSUPPORTED = List.of("cdniip", "cdniets");

  private UriSigning() {}

  /**
   * Decides by the claims; times, issuer and audience have been looked at before.
   *
   * @param uri the address without the token
   */
  static AccessDecision decide(Map<String, Object> claims, String uri) {
    Object version = claims.get("cdniv");
    if (version != null && !(version instanceof Number n && n.doubleValue() == 1)) {
      return unsupported("cdniv");
    }
    for (String claim : UNSUPPORTED) {
      if (claims.containsKey(claim)) {
        return unsupported(claim);
      }
    }
    Object transport = claims.get("cdnistt");
    if (transport != null && !(transport instanceof Number n && n.doubleValue() == 0)) {
      return unsupported("cdnistt");
    }
    Object critical = claims.get("cdnicrit");
    if (critical != null) {
      for (String claim : String.valueOf(critical).split(",", -1)) {
        if (!UNDERSTOOD.contains(claim.strip())) {
          return unsupported("cdnicrit " + claim.strip());
        }
      }
    }
    return claims.get("cdniuc") instanceof String container && covers(container, uri)
        ? AccessDecision.allow(AccessReason.TOKEN, List.of())
        : AccessDecision.refuse(
            AccessReason.TOKEN_WRONG_RESOURCE,
            "asked for: "
                + Printable.text(uri)
                + "; granted: "
                + Printable.text(String.valueOf(claims.get("cdniuc"))));
  }

  private static AccessDecision unsupported(String claim) {
    return AccessDecision.refuse(AccessReason.TOKEN_UNSUPPORTED, "claim: " + Printable.text(claim));
  }

  /** The whole address must match the expression, or have the hash (RFC 9246, 2.1.15). */
  private static boolean covers(String container, String uri) {
    if (container.startsWith(HASH)) {
      return MessageDigest.isEqual(
          container.substring(HASH.length()).getBytes(StandardCharsets.US_ASCII),
          Base64.getUrlEncoder().withoutPadding().encode(sha256(uri)));
    }
    if (!container.startsWith(REGEX) || container.length() > LONGEST_REGEX) {
      return false;
    }
    try {
      return Pattern.matches(container.substring(REGEX.length()), uri);
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 belongs to every Java runtime", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.http.IpAddress;
import dev.edgefilter.http.IpRange;
import dev.edgefilter.http.Printable;
import dev.edgefilter.internal.access.signing.RememberedTexts;
import dev.edgefilter.internal.access.signing.SealedTexts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of URI signing (RFC 9246, 2.1). */
final class UriSigning {
  private static final int CONTAINER_BITS = 8;
  private static final int ADDRESS_BITS = 10;

  /** Claims that are understood, so that {@code cdnicrit} may name them. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "cdniv",
          "cdnicrit",
          "cdniip",
          "cdniuc",
          "cdniets",
          "cdnistt",
          "cdnistd");

  private final @Nullable RememberedTexts<Sealed> addresses;
  private final RememberedTexts<UriContainer> containers =
      new RememberedTexts<>(CONTAINER_BITS, UriContainer::of);
  private final @Nullable TokenRenewer renewer;

  /** The addresses in an encrypted claim, or null when it cannot be read. */
  private record Sealed(@Nullable IpRange range) {}

  /**
   * Prepares.
   *
   * @param addresses what decrypts {@code cdniip}, or null when no such token is accepted
   * @param renewer what makes new tokens, or null when no such token is accepted
   */
  UriSigning(@Nullable SealedTexts addresses, @Nullable TokenRenewer renewer) {
    this.addresses =
        addresses == null
            ? null
            : new RememberedTexts<>(ADDRESS_BITS, text -> new Sealed(range(addresses.open(text))));
    this.renewer = renewer;
  }

  private static @Nullable IpRange range(@Nullable String text) {
    return text == null ? null : IpRange.parse(text);
  }

  /**
   * Decides by the claims; times, issuer and audience have been looked at before.
   *
   * @param uri the address without the token
   * @param path the path of that address
   * @param viewerAddress the viewer's address as a literal, or null when it is not known
   */
  AccessDecision decide(
      Map<String, Object> claims,
      String uri,
      String path,
      @Nullable String viewerAddress,
      long nowSeconds) {
    String unsupported = unsupported(claims);
    if (unsupported != null) {
      return AccessDecision.refuse(
          AccessReason.TOKEN_UNSUPPORTED, "claim: " + Printable.text(unsupported));
    }
    Object sealed = claims.get("cdniip");
    if (sealed != null && !isFrom(String.valueOf(sealed), viewerAddress)) {
      return AccessDecision.refuse(
          AccessReason.TOKEN_WRONG_ADDRESS, "asked from: " + viewerAddress);
    }
    Object container = claims.get("cdniuc");
    if (!(container instanceof String text && containers.of(text).holds(uri))) {
      return AccessDecision.refuse(
          AccessReason.TOKEN_WRONG_RESOURCE,
          "asked for: "
              + Printable.text(uri)
              + "; granted: "
              + Printable.text(String.valueOf(container)));
    }
    return claims.containsKey("cdnistt") && renewer != null && isNumber(claims.get("cdnistt"), 1)
        ? AccessDecision.renew(AccessReason.TOKEN, renewer.renewal(claims, uri, path, nowSeconds))
        : AccessDecision.allow(AccessReason.TOKEN, List.of());
  }

  /** A claim that asks for something this edge does not do, so that skipping it would be wrong. */
  private @Nullable String unsupported(Map<String, Object> claims) {
    Object version = claims.get("cdniv");
    if (version != null && !isNumber(version, 1)) {
      return "cdniv";
    }
    Object critical = claims.get("cdnicrit");
    if (critical != null) {
      for (String claim : String.valueOf(critical).split(",", -1)) {
        if (!UNDERSTOOD.contains(claim.strip())) {
          return "cdnicrit " + claim.strip();
        }
      }
    }
    if (claims.containsKey("cdniip") && addresses == null) {
      return "cdniip, which needs AddressKeys";
    }
    return unsupportedRenewal(claims);
  }

  /** Transport and lifetime come together or not at all (RFC 9246, 2.1.12 and 2.1.13). */
  private @Nullable String unsupportedRenewal(Map<String, Object> claims) {
    Object transport = claims.get("cdnistt");
    Object lifetime = claims.get("cdniets");
    if (transport == null || isNumber(transport, 0)) {
      return lifetime == null ? null : "cdniets without cdnistt";
    }
    if (!isNumber(transport, 1)) {
      return "cdnistt, which is not 1 (cookie)";
    }
    if (renewer == null) {
      return "cdnistt, which needs a RenewalKey";
    }
    if (!(lifetime instanceof Number seconds && TokenRenewer.isLifetime(seconds))) {
      return "cdniets, which is no number of seconds";
    }
    Object depth = claims.get("cdnistd");
    return depth == null || (depth instanceof Number n && TokenRenewer.isDepth(n))
        ? null
        : "cdnistd, which is no number of path segments";
  }

  private static boolean isNumber(@Nullable Object value, int expected) {
    return value instanceof Number number && number.doubleValue() == expected;
  }

  private boolean isFrom(String sealed, @Nullable String viewerAddress) {
    IpRange range = addresses == null ? null : addresses.of(sealed).range();
    IpAddress address = viewerAddress == null ? null : IpAddress.parse(viewerAddress);
    return range != null && address != null && range.contains(address);
  }
}

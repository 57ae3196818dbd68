// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.AccessTokenConfig.Format;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.RememberedTokens;
import dev.edgefilter.internal.access.signing.ResourcePattern;
import dev.edgefilter.internal.access.signing.TokenKeys;
import dev.edgefilter.internal.access.signing.TokenVerifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides whether a token (JWT) opens a cache behavior (RFC 7519; RFC 9246 for URI signing). */
public final class TokenRule {
  private final AccessTokenConfig config;
  private final Set<String> algorithms;
  private final Supplier<TokenKeys> keys;
  private final RememberedTokens remembered = new RememberedTokens();

  /**
   * Compiles a description.
   *
   * @param keys the keys of now
   */
  public TokenRule(AccessTokenConfig config, Supplier<TokenKeys> keys) {
    this.config = config;
    this.algorithms = Set.copyOf(config.algorithms());
    this.keys = keys;
  }

  /** Where viewers send tokens. */
  public AccessTokenConfig.Transport transport() {
    return config.transport();
  }

  /** Whether a token in {@code Authorization} reaches the application. */
  public boolean forwarded() {
    return config.forwarded();
  }

  /** The token of a request, or null; the first place that holds one counts. */
  public @Nullable Token token(RequestHead request, @Nullable String pathToken) {
    return Token.find(config.transport(), request, pathToken);
  }

  /**
   * Decides about a request.
   *
   * @param token its token, or null when it has none
   * @param path the raw path without the segment of a token
   */
  public AccessDecision decide(
      @Nullable Token token, RequestHead request, String path, long nowMillis) {
    if (token == null) {
      return AccessDecision.refuse(AccessReason.TOKEN_MISSING, "no token");
    }
    if (SignedRequestRule.isAmbiguous(path)) {
      return AccessDecision.refuse(
          AccessReason.AMBIGUOUS_PATH, "asked for: " + Printable.text(path));
    }
    TokenVerifier.Result result = remembered.verify(token.text(), algorithms, keys.get());
    AccessReason fault =
        switch (result.fault()) {
          case NONE -> null;
          case MALFORMED -> AccessReason.TOKEN_MALFORMED;
          case ALGORITHM -> AccessReason.TOKEN_ALGORITHM;
          case CRITICAL -> AccessReason.TOKEN_CRITICAL;
          case UNKNOWN_KEY -> AccessReason.TOKEN_UNKNOWN_KEY;
          case WRONG_SIGNATURE -> AccessReason.TOKEN_WRONG_SIGNATURE;
        };
    if (fault != null) {
      return AccessDecision.refuse(fault, "token: " + Printable.text(result.detail()));
    }
    return claims(result.claims(), token, request, path, Math.floorDiv(nowMillis, 1000L));
  }

  private AccessDecision claims(
      Map<String, Object> claims, Token token, RequestHead request, String path, long now) {
    Object expires = claims.get("exp");
    boolean signing = config.format() == Format.URI_SIGNING;
    if (expires == null ? !signing : !before(now, expires)) {
      return refuse(AccessReason.TOKEN_EXPIRED, "expires", expires);
    }
    Object notBefore = claims.get("nbf");
    if (notBefore != null && !after(now, notBefore)) {
      return refuse(AccessReason.TOKEN_NOT_YET, "not before", notBefore);
    }
    Object issuer = claims.get("iss");
    if (!config.issuers().isEmpty()
        && !(issuer instanceof String name && config.issuers().contains(name))) {
      return refuse(AccessReason.TOKEN_WRONG_ISSUER, "issuer", issuer);
    }
    Object audience = claims.get("aud");
    if (!isForUs(audience)) {
      return refuse(AccessReason.TOKEN_WRONG_AUDIENCE, "audience", audience);
    }
    if (signing) {
      return UriSigning.decide(claims, token.uri(request, path));
    }
    Object paths = config.pathClaim().isEmpty() ? null : claims.get(config.pathClaim());
    if (!config.pathClaim().isEmpty() && !covers(paths, path)) {
      return refuse(AccessReason.TOKEN_WRONG_RESOURCE, "granted paths", paths);
    }
    return AccessDecision.allow(AccessReason.TOKEN, List.of());
  }

  private boolean before(long now, Object expires) {
    return expires instanceof Number n && now - config.toleranceSeconds() < n.doubleValue();
  }

  private boolean after(long now, Object notBefore) {
    return notBefore instanceof Number n && now + config.toleranceSeconds() >= n.doubleValue();
  }

  /** A token that names audiences is for nobody else (RFC 7519, 4.1.3). */
  private boolean isForUs(@Nullable Object audience) {
    if (audience == null) {
      return config.audiences().isEmpty();
    }
    List<?> names = audience instanceof List<?> list ? list : List.of(audience);
    for (Object name : names) {
      if (name instanceof String text && config.audiences().contains(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(@Nullable Object paths, String path) {
    List<?> patterns =
        paths instanceof List<?> list ? list : paths == null ? List.of() : List.of(paths);
    for (Object pattern : patterns) {
      if (pattern instanceof String text
          && text.startsWith("/")
          && ResourcePattern.covers("*://*" + text, "https", "host", path, null)) {
        return true;
      }
    }
    return false;
  }

  private static AccessDecision refuse(AccessReason reason, String what, @Nullable Object found) {
    return AccessDecision.refuse(
        reason, what + ": " + (found == null ? "none" : Printable.text(String.valueOf(found))));
  }
}

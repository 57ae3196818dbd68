// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.AccessTokenConfig.Format;
import dev.edgefilter.http.Printable;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.KeysWithOwn;
import dev.edgefilter.internal.access.signing.RememberedTokens;
import dev.edgefilter.internal.access.signing.ResourcePattern;
import dev.edgefilter.internal.access.signing.SealedTexts;
import dev.edgefilter.internal.access.signing.TokenKeys;
import dev.edgefilter.internal.access.signing.TokenSigner;
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
  private final UriSigning uriSigning;

  /**
   * Compiles a description.
   *
   * @param keys the keys of now
   */
  public TokenRule(AccessTokenConfig config, Supplier<TokenKeys> keys) {
    this(config, keys, null, null);
  }

  /**
   * Compiles a description with what only URI signing needs.
   *
   * @param keys the keys of now
   * @param addresses what decrypts addresses, or null to refuse tokens with such
   * @param signer what signs new tokens, or null to refuse tokens that ask for such
   */
  public TokenRule(
      AccessTokenConfig config,
      Supplier<TokenKeys> keys,
      @Nullable SealedTexts addresses,
      @Nullable TokenSigner signer) {
    this.config = config;
    this.algorithms = Set.copyOf(config.algorithms());
    this.keys = signer == null ? keys : new KeysWithOwn(keys, signer);
    this.uriSigning =
        new UriSigning(
            addresses,
            signer == null
                ? null
                : new TokenRenewer(signer, config.transport().cookie(), config.renewalIssuer()));
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
   * @param request the request without a token in its path
   * @param path the raw path as path patterns see it
   * @param viewerAddress the viewer's address as a literal, or null when it is not known
   */
  public AccessDecision decide(
      @Nullable Token token,
      RequestHead request,
      String path,
      @Nullable String viewerAddress,
      long nowMillis) {
    AccessDecision decision = one(token, request, path, viewerAddress, nowMillis);
    if (decision.allowed() || config.format() != Format.URI_SIGNING) {
      return decision;
    }
    // The cookie of a renewal goes on where the token of the first address has expired.
    Token renewed = Token.inCookie(config.transport(), request);
    if (renewed == null || renewed.equals(token)) {
      return decision;
    }
    AccessDecision other = one(renewed, request, path, viewerAddress, nowMillis);
    return other.allowed() ? other : decision;
  }

  private AccessDecision one(
      @Nullable Token token,
      RequestHead request,
      String path,
      @Nullable String viewerAddress,
      long nowMillis) {
    if (token == null) {
      return AccessDecision.refuse(AccessReason.TOKEN_MISSING, "no token");
    }
    if (SignedRequestRule.isAmbiguous(request.path())) {
      return AccessDecision.refuse(
          AccessReason.AMBIGUOUS_PATH, "asked for: " + Printable.text(request.path()));
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
    long now = Math.floorDiv(nowMillis, 1000L);
    AccessDecision refused = registered(result.claims(), now);
    if (refused != null) {
      return refused;
    }
    return config.format() == Format.URI_SIGNING
        ? uriSigning.decide(
            result.claims(),
            Token.uri(config.transport(), request),
            request.path(),
            viewerAddress,
            now)
        : paths(result.claims(), path);
  }

  /** The claims of RFC 7519; null when nothing is wrong with them. */
  private @Nullable AccessDecision registered(Map<String, Object> claims, long now) {
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
    if (!isFromOneOfOurs(issuer)) {
      return refuse(AccessReason.TOKEN_WRONG_ISSUER, "issuer", issuer);
    }
    Object audience = claims.get("aud");
    return isForUs(audience)
        ? null
        : refuse(AccessReason.TOKEN_WRONG_AUDIENCE, "audience", audience);
  }

  /** An issuer that is named must be known (RFC 9246, 2.1.1); whether one must be is set. */
  private boolean isFromOneOfOurs(@Nullable Object issuer) {
    if (issuer == null) {
      return config.issuers().isEmpty();
    }
    return config.issuers().contains(issuer)
        || (!config.renewalIssuer().isEmpty() && config.renewalIssuer().equals(issuer));
  }

  private AccessDecision paths(Map<String, Object> claims, String path) {
    Object paths = config.pathClaim().isEmpty() ? null : claims.get(config.pathClaim());
    return config.pathClaim().isEmpty() || covers(paths, path)
        ? AccessDecision.allow(AccessReason.TOKEN, List.of())
        : refuse(AccessReason.TOKEN_WRONG_RESOURCE, "granted paths", paths);
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

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.UriPath;
import dev.edgefilter.internal.access.signing.Ipv4Range;
import dev.edgefilter.internal.access.signing.PolicyEncoding;
import dev.edgefilter.internal.access.signing.ResourcePattern;
import dev.edgefilter.internal.access.signing.SignatureHash;
import dev.edgefilter.internal.access.signing.SignatureVerifier;
import dev.edgefilter.internal.access.signing.TrustedKey;
import dev.edgefilter.internal.access.signing.TrustedKeys;
import org.jspecify.annotations.Nullable;

/** Decides whether a request to a cache behavior with trusted keys carries a right to it. */
public final class SignedRequestRule {
  private static final int MAX_SIGNATURE_LENGTH = 2048;

  private final RequestHead request;
  private final @Nullable String viewerAddress;
  private final SignatureVerifier verifier;
  private final long nowSeconds;
  private final long toleranceSeconds;
  private final @Nullable String ownQuery;
  private final String url;

  private SignedRequestRule(
      RequestHead request,
      @Nullable String viewerAddress,
      SignatureVerifier verifier,
      long nowSeconds,
      long toleranceSeconds) {
    this.request = request;
    this.viewerAddress = viewerAddress;
    this.verifier = verifier;
    this.nowSeconds = nowSeconds;
    this.toleranceSeconds = toleranceSeconds;
    this.ownQuery = QueryString.without(request.query(), SignedParameters.QUERY_NAMES);
    this.url = url();
  }

  /**
   * Checks the signed URL, or else the signed cookies, of a request.
   *
   * <p>What a remembering verifier saves is the arithmetic only: time, address and resource are
   * compared on every request.
   *
   * @param request with the scheme, host and raw path and query that the viewer used
   * @param viewerAddress the address of the viewer's connection as a literal, null if unknown
   * @param keys the keys that the cache behavior trusts
   * @param nowMillis when the request arrived, in milliseconds since 1970
   * @param toleranceSeconds by how much the times of a policy may be missed
   */
  public static AccessDecision decide(
      RequestHead request,
      @Nullable String viewerAddress,
      TrustedKeys keys,
      SignatureVerifier verifier,
      long nowMillis,
      long toleranceSeconds) {
    long nowSeconds = Math.floorDiv(nowMillis, 1000L);
    return new SignedRequestRule(request, viewerAddress, verifier, nowSeconds, toleranceSeconds)
        .decide(keys);
  }

  /** The same with exact times. */
  public static AccessDecision decide(
      RequestHead request,
      @Nullable String viewerAddress,
      TrustedKeys keys,
      SignatureVerifier verifier,
      long nowMillis) {
    return decide(request, viewerAddress, keys, verifier, nowMillis, 0);
  }

  private AccessDecision decide(TrustedKeys keys) {
    SignedCredentials credentials = SignedCredentials.of(request);
    String keyPairId = credentials.keyPairId();
    if (keyPairId == null || keyPairId.isEmpty()) {
      return refuse(AccessReason.SIGNATURE_MISSING_KEY, "", null);
    }
    TrustedKey key = keys.find(keyPairId);
    if (key == null) {
      return refuse(AccessReason.SIGNATURE_UNKNOWN_KEY, keyPairId, null);
    }
    byte[] signature = signature(credentials.signature());
    if (signature == null) {
      return refuse(
          AccessReason.SIGNATURE_MALFORMED,
          keyPairId,
          null,
          PolicyFault.ofSignature(credentials.signature(), MAX_SIGNATURE_LENGTH));
    }
    SignedPolicy policy = policy(credentials);
    if (policy == null) {
      return refuse(
          AccessReason.POLICY_MALFORMED,
          keyPairId,
          null,
          PolicyFault.ofPolicy(credentials.policy(), credentials.expires()));
    }
    AccessReason reason = check(credentials, key, policy, signature);
    return reason == AccessReason.SIGNED
        ? AccessDecision.allow(reason, SignedDetail.whenAllowed(url, keyPairId, policy))
        : refuse(reason, keyPairId, policy);
  }

  private static byte @Nullable [] signature(@Nullable String encoded) {
    return encoded == null || encoded.isEmpty() || encoded.length() > MAX_SIGNATURE_LENGTH
        ? null
        : PolicyEncoding.decode(encoded);
  }

  /** A custom policy wins over an expiry beside it. */
  private @Nullable SignedPolicy policy(SignedCredentials credentials) {
    String custom = credentials.policy();
    if (custom != null) {
      return PolicyReader.custom(custom);
    }
    String expires = credentials.expires();
    return expires == null ? null : PolicyReader.canned(url, expires);
  }

  /** The viewer cannot tell these apart; the order is for the operator, who reads the first. */
  private AccessReason check(
      SignedCredentials credentials, TrustedKey key, SignedPolicy policy, byte[] signature) {
    boolean canned = credentials.policy() == null;
    SignatureHash hash = SignatureHash.named(credentials.hashAlgorithm());
    if (isAmbiguous(request.path())) {
      return AccessReason.AMBIGUOUS_PATH;
    }
    if (hash == null) {
      return AccessReason.SIGNATURE_BAD_HASH;
    }
    // A raw quote or backslash in a URL could write members of the canned policy by itself.
    if ((canned && holdsJsonSyntax(url))
        || !verifier.verify(key, hash, policy.signedBytes(), signature)) {
      return AccessReason.SIGNATURE_WRONG;
    }
    return conditions(policy, canned);
  }

  /** The first condition that is not met, or else {@link AccessReason#SIGNED}. */
  private AccessReason conditions(SignedPolicy policy, boolean canned) {
    // Subtracted from now, as the times of a policy may be as large as a number can be.
    if (nowSeconds - toleranceSeconds >= policy.beforeSeconds()) {
      return AccessReason.SIGNATURE_EXPIRED;
    }
    Long after = policy.afterSeconds();
    if (after != null && nowSeconds + toleranceSeconds <= after) {
      return AccessReason.SIGNATURE_NOT_YET;
    }
    Ipv4Range range = policy.sourceRange();
    if (range != null && (viewerAddress == null || !range.contains(viewerAddress))) {
      return AccessReason.SIGNATURE_WRONG_ADDRESS;
    }
    return canned || covers(policy.resource())
        ? AccessReason.SIGNED
        : AccessReason.SIGNATURE_WRONG_RESOURCE;
  }

  private boolean covers(@Nullable String resource) {
    return resource == null
        || ResourcePattern.covers(resource, request.scheme(), host(), request.path(), ownQuery);
  }

  /**
   * A path that origins may resolve to another one could turn a grant for this into one for that.
   */
  static boolean isAmbiguous(String path) {
    if (UriPath.check(path) == UriPath.Fault.NONE) {
      return false;
    }
    for (UriPath.Fault fault : UriPath.faults(path)) {
      if (fault != UriPath.Fault.ENCODED_SLASH && fault != UriPath.Fault.PATH_PARAMETER) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsJsonSyntax(String url) {
    return url.indexOf('"') >= 0 || url.indexOf('\\') >= 0;
  }

  private String url() {
    String url = request.scheme() + "://" + host() + request.path();
    return ownQuery == null ? url : url + "?" + ownQuery;
  }

  private String host() {
    String host = request.host();
    String defaultPort = request.scheme().equals("https") ? ":443" : ":80";
    return host.endsWith(defaultPort)
        ? host.substring(0, host.length() - defaultPort.length())
        : host;
  }

  private AccessDecision refuse(
      AccessReason reason, String keyPairId, @Nullable SignedPolicy policy) {
    return refuse(reason, keyPairId, policy, "");
  }

  private AccessDecision refuse(
      AccessReason reason, String keyPairId, @Nullable SignedPolicy policy, String fault) {
    return AccessDecision.refuseSignature(
        reason, SignedDetail.whenRefused(url, keyPairId, policy, viewerAddress, nowSeconds, fault));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import dev.edgefilter.internal.access.signing.SignatureParameter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes signed cookies for the application to set, so that one grant opens many URLs unchanged
 * (CloudFront: signed cookies).
 *
 * <p>Immutable, for any number of threads.
 */
public final class CookieIssuer {
  private final Signer signer;

  private CookieIssuer(Signer signer) {
    this.signer = signer;
  }

  /**
   * Makes an issuer that signs over SHA-1, as CloudFront does unless told otherwise.
   *
   * @param keyPairId the id under which the cache behavior trusts the public key
   * @param privateKeyPem an RSA or P-256 key as {@code PRIVATE KEY}, {@code RSA PRIVATE KEY} or
   *     {@code EC PRIVATE KEY}
   * @throws IllegalArgumentException if the id or the key is not usable; never quotes the key
   */
  public static CookieIssuer of(String keyPairId, String privateKeyPem) {
    return new CookieIssuer(Signer.of(keyPairId, privateKeyPem));
  }

  /** The same issuer over another hash. */
  public CookieIssuer withHash(HashAlgorithm hash) {
    return new CookieIssuer(signer.withHash(hash));
  }

  /**
   * Grants exactly one URL with a canned policy.
   *
   * @param url an absolute URL as viewers will ask for it, percent-encoded, without a fragment
   * @param expires when the grant ends, in whole seconds
   * @throws IllegalArgumentException if the URL cannot be signed, or has a reserved parameter
   */
  public SignedCookies issue(String url, Instant expires) {
    SignableUrl signable = SignableUrl.parse(url);
    return cookies(signer.canned(signable, SignableUrl.seconds("expires", expires)));
  }

  /**
   * Grants what a custom policy says.
   *
   * @throws IllegalArgumentException if the policy has no resource: to grant every URL on purpose,
   *     set the resource {@code *}
   */
  public SignedCookies issue(SigningPolicy policy) {
    String resource = policy.resource();
    if (resource == null) {
      throw new IllegalArgumentException(
          "the policy has no resource, and cookies have no URL to grant in its place; set one");
    }
    return cookies(signer.custom(policy, resource));
  }

  private static SignedCookies cookies(Map<SignatureParameter, String> values) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (Map.Entry<SignatureParameter, String> entry : values.entrySet()) {
      cookies.put(entry.getKey().cookieName(), entry.getValue());
    }
    return new SignedCookies(cookies);
  }
}

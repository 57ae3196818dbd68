// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import dev.edgefilter.internal.access.signing.SignatureParameter;
import java.time.Instant;
import java.util.Map;

/**
 * Makes signed URLs for the application to hand out (CloudFront: signed URLs).
 *
 * <p>Immutable, for any number of threads. RSA signatures are the same every time; so are ECDSA
 * ones (RFC 6979).
 */
public final class UrlSigner {
  private final Signer signer;

  private UrlSigner(Signer signer) {
    this.signer = signer;
  }

  /**
   * Makes a signer that signs over SHA-1, as CloudFront does unless told otherwise.
   *
   * @param keyPairId the id under which the cache behavior trusts the public key
   * @param privateKeyPem an RSA or P-256 key as {@code PRIVATE KEY}, {@code RSA PRIVATE KEY} or
   *     {@code EC PRIVATE KEY}
   * @throws IllegalArgumentException if the id or the key is not usable; never quotes the key
   */
  public static UrlSigner of(String keyPairId, String privateKeyPem) {
    return new UrlSigner(Signer.of(keyPairId, privateKeyPem));
  }

  /** The same signer over another hash. */
  public UrlSigner withHash(HashAlgorithm hash) {
    return new UrlSigner(signer.withHash(hash));
  }

  /**
   * Signs exactly this URL with a canned policy.
   *
   * @param url an absolute URL as viewers will ask for it, percent-encoded, without a fragment
   * @param expires when it ends, in whole seconds
   * @throws IllegalArgumentException if the URL cannot be signed, or has a reserved parameter
   */
  public String sign(String url, Instant expires) {
    SignableUrl signable = SignableUrl.parse(url);
    return withParameters(url, signer.canned(signable, SignableUrl.seconds("expires", expires)));
  }

  /**
   * Signs a URL with a custom policy. Its three parameters open every URL that the policy covers.
   *
   * @param url an absolute URL as viewers will ask for it, percent-encoded, without a fragment
   * @param policy what is granted; without a resource, this URL alone
   * @throws IllegalArgumentException if the URL cannot be signed, has a reserved parameter, or is
   *     not covered by the policy's resource
   */
  public String sign(String url, SigningPolicy policy) {
    SignableUrl signable = SignableUrl.parse(url);
    String resource = policy.resource() == null ? signable.text() : policy.resource();
    if (!signable.isCoveredBy(resource)) {
      throw new IllegalArgumentException(
          "URL \"" + url + "\" is not covered by the policy's resource \"" + resource + "\"");
    }
    return withParameters(url, signer.custom(policy, resource));
  }

  private static String withParameters(String url, Map<SignatureParameter, String> values) {
    StringBuilder signed = new StringBuilder(url.length() + 800).append(url);
    char separator = url.indexOf('?') < 0 ? '?' : '&';
    if (url.endsWith("?")) {
      signed.setLength(url.length() - 1);
      separator = '?';
    }
    for (Map.Entry<SignatureParameter, String> entry : values.entrySet()) {
      signed.append(separator).append(entry.getKey().queryName());
      signed.append('=').append(entry.getValue());
      separator = '&';
    }
    return signed.toString();
  }
}

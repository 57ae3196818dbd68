// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.AccessReason;
import dev.edgefilter.internal.access.SignedRequestRule;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.access.signing.PemKeys;
import dev.edgefilter.internal.access.signing.SigningData;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudfront.CloudFrontUtilities;
import software.amazon.awssdk.services.cloudfront.cookie.CookiesForCannedPolicy;
import software.amazon.awssdk.services.cloudfront.cookie.CookiesForCustomPolicy;
import software.amazon.awssdk.services.cloudfront.cookie.SignedCookie;
import software.amazon.awssdk.services.cloudfront.model.CannedSignerRequest;
import software.amazon.awssdk.services.cloudfront.model.CustomSignerRequest;
import software.amazon.awssdk.services.cloudfront.utils.SigningHashAlgorithm;

/** What the vendor's own Java client signs is accepted here. */
final class AwsSdkSignaturesTest {
  private static final Instant EXPIRES = Instant.parse("2030-01-01T00:00:00Z");
  private static final String URL = "https://d111111abcdef8.cloudfront.net/a/b.jpg?size=1";
  private static final String OTHER = "https://d111111abcdef8.cloudfront.net/a/c.jpg";
  private static final CloudFrontUtilities SDK = CloudFrontUtilities.create();

  @ParameterizedTest
  @CsvSource({"rsa,SHA1", "rsa,SHA256", "ec,SHA1", "ec,SHA256"})
  void cannedUrl(String key, SigningHashAlgorithm hash) {
    String url = SDK.getSignedUrlWithCannedPolicy(canned(key, hash)).url();
    assertEquals(AccessReason.SIGNED, decide(url, Headers.EMPTY, null), url);
    assertEquals(AccessReason.SIGNATURE_WRONG, decide(url + "&x=1", Headers.EMPTY, null));
  }

  @ParameterizedTest
  @CsvSource({"rsa,SHA1", "rsa,SHA256", "ec,SHA1", "ec,SHA256"})
  void customUrl(String key, SigningHashAlgorithm hash) {
    String url = SDK.getSignedUrlWithCustomPolicy(custom(key, hash)).url();
    assertEquals(AccessReason.SIGNED, decide(url, Headers.EMPTY, "192.0.2.7"), url);
    assertEquals(AccessReason.SIGNATURE_WRONG_ADDRESS, decide(url, Headers.EMPTY, "198.51.100.1"));
    String other = url.replace("/a/b.jpg", "/a/c.jpg");
    assertEquals(AccessReason.SIGNED, decide(other, Headers.EMPTY, "192.0.2.7"));
  }

  @ParameterizedTest
  @CsvSource({"rsa,SHA1", "rsa,SHA256", "ec,SHA1", "ec,SHA256"})
  void cannedCookies(String key, SigningHashAlgorithm hash) {
    CookiesForCannedPolicy cookies = SDK.getCookiesForCannedPolicy(canned(key, hash));
    Headers headers = cookie(cookies, cookies.expiresHeaderValue());
    assertEquals(AccessReason.SIGNED, decide(URL, headers, null), cookies::toString);
    assertEquals(AccessReason.SIGNATURE_WRONG, decide(OTHER, headers, null));
  }

  @ParameterizedTest
  @CsvSource({"rsa,SHA1", "rsa,SHA256", "ec,SHA1", "ec,SHA256"})
  void customCookies(String key, SigningHashAlgorithm hash) {
    CookiesForCustomPolicy cookies = SDK.getCookiesForCustomPolicy(custom(key, hash));
    Headers headers = cookie(cookies, cookies.policyHeaderValue());
    assertEquals(AccessReason.SIGNED, decide(OTHER, headers, "192.0.2.7"), cookies::toString);
    String elsewhere = OTHER.replace("/a/", "/b/");
    assertEquals(AccessReason.SIGNATURE_WRONG_RESOURCE, decide(elsewhere, headers, "192.0.2.7"));
  }

  private static CannedSignerRequest canned(String key, SigningHashAlgorithm hash) {
    return CannedSignerRequest.builder()
        .resourceUrl(URL)
        .privateKey(privateKey(key))
        .keyPairId(keyPairId(key))
        .expirationDate(EXPIRES)
        .hashAlgorithm(hash)
        .build();
  }

  private static CustomSignerRequest custom(String key, SigningHashAlgorithm hash) {
    return CustomSignerRequest.builder()
        .resourceUrl(URL)
        .resourceUrlPattern("https://d111111abcdef8.cloudfront.net/a/*")
        .privateKey(privateKey(key))
        .keyPairId(keyPairId(key))
        .activeDate(Instant.ofEpochSecond(1_700_000_000))
        .expirationDate(EXPIRES)
        .ipRange("192.0.2.0/24")
        .hashAlgorithm(hash)
        .build();
  }

  private static PrivateKey privateKey(String key) {
    return PemKeys.privateKey("test", SigningData.text(key + "-private.pem"));
  }

  private static String keyPairId(String key) {
    return key.equals("rsa") ? SigningData.RSA_ID : SigningData.EC_ID;
  }

  private static Headers cookie(SignedCookie cookies, String first) {
    List<String> pairs = new ArrayList<>();
    pairs.add(first);
    pairs.add(cookies.signatureHeaderValue());
    pairs.add(cookies.keyPairIdHeaderValue());
    String hash = cookies.hashAlgorithmHeaderValue();
    if (hash != null) {
      pairs.add(hash);
    }
    return Headers.of("Cookie", String.join("; ", pairs));
  }

  private static AccessReason decide(String url, Headers headers, @Nullable String viewer) {
    return SignedRequestRule.decide(
            RequestHead.of("GET", url, headers),
            viewer,
            SigningData.trustedKeys(),
            new KeyVerifier(),
            1_780_000_000_000L)
        .reason();
  }
}

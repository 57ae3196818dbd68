// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.AccessReason;
import dev.edgefilter.internal.access.SignedRequestRule;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.access.signing.SigningData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningTest {
  private static final Instant END_OF_2029 = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant IN_2026 = Instant.parse("2026-06-01T00:00:00Z");
  private static final String HOST = "https://d111111abcdef8.cloudfront.net";
  private static final UrlSigner RSA =
      UrlSigner.of(SigningData.RSA_ID, SigningData.text("rsa-private.pem"));
  private static final UrlSigner EC =
      UrlSigner.of(SigningData.EC_ID, SigningData.text("ec-private.pem"));
  private static final CookieIssuer ISSUER =
      CookieIssuer.of(SigningData.RSA_ID, SigningData.text("rsa-private-pkcs1.pem"));
  private static final SigningPolicy TRAINING =
      SigningPolicy.builder()
          .resource(HOST + "/training/*")
          .sourceAddress("192.0.2.0/24")
          .expires(END_OF_2029)
          .build();
  private static final SigningPolicy ONE_VIEWER =
      SigningPolicy.builder()
          .resource("https://*")
          .sourceAddress("192.0.2.10")
          .startsAfter(Instant.ofEpochSecond(1_700_000_000))
          .expires(END_OF_2029)
          .build();

  @Test
  void cannedUrlsAreThoseOfOpenSslByteForByte() {
    String image = HOST + "/images/image.jpg";
    assertEquals(SigningData.vector("V1", "url"), RSA.sign(image, END_OF_2029));
    assertEquals(
        SigningData.vector("V2", "url"),
        RSA.withHash(HashAlgorithm.SHA256).sign(image, END_OF_2029));
    assertEquals(
        SigningData.vector("V3", "url"), RSA.sign(image + "?size=large&license=yes", END_OF_2029));
    assertEquals(
        SigningData.vector("V9", "url"), RSA.sign(image, Instant.ofEpochSecond(1_600_000_000)));
  }

  @Test
  void customUrlsAreThoseOfOpenSslByteForByte() {
    assertEquals(
        SigningData.vector("V6", "url"), RSA.sign(HOST + "/training/orientation.pdf", TRAINING));
    assertEquals(
        SigningData.vector("V7", "url"),
        RSA.withHash(HashAlgorithm.SHA256).sign(HOST + "/a/b.txt?x=1", ONE_VIEWER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example.com",
        "https://cdn.example.com?",
        "https://cdn.example.com?a=b",
        "https://CDN.Example.com:443/A%20b/~c?x=%7e&&y",
        "http://cdn.example.com:80/",
        "https://cdn.example.com:8443/a?",
        "https://cdn.example.com/a?b&",
        "https://cdn.example.com/a?b?c=/d://e",
        "HTTPS://cdn.example.com/a*b?c*"
      })
  void whatIsSignedOpens(String url) {
    SigningPolicy thisUrl = SigningPolicy.builder().expires(END_OF_2029).build();
    for (UrlSigner signer : List.of(RSA, EC)) {
      for (HashAlgorithm hash : HashAlgorithm.values()) {
        String canned = signer.withHash(hash).sign(url, END_OF_2029);
        assertEquals(AccessReason.SIGNED, decide(canned, Headers.EMPTY), canned);
        String custom = signer.withHash(hash).sign(url, thisUrl);
        assertEquals(AccessReason.SIGNED, decide(custom, Headers.EMPTY), custom);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void issuedCookiesOpenWhatTheyGrant(HashAlgorithm hash) {
    SignedCookies canned = ISSUER.withHash(hash).issue(HOST + "/a.jpg?b=c", END_OF_2029);
    assertEquals(AccessReason.SIGNED, decide(HOST + "/a.jpg?b=c", cookie(canned.values())));
    assertEquals(AccessReason.SIGNATURE_WRONG, decide(HOST + "/b.jpg", cookie(canned.values())));
    SignedCookies custom = ISSUER.withHash(hash).issue(TRAINING);
    assertEquals(AccessReason.SIGNED, decide(HOST + "/training/x?y", cookie(custom.values())));
    assertEquals(
        AccessReason.SIGNATURE_WRONG_RESOURCE, decide(HOST + "/x", cookie(custom.values())));
  }

  @Test
  void cookiesComeInOrderAndWithTheirAttributes() {
    SignedCookies cookies = ISSUER.issue(TRAINING);
    assertEquals(
        List.of("CloudFront-Policy", "CloudFront-Signature", "CloudFront-Key-Pair-Id"),
        new ArrayList<>(cookies.values().keySet()));
    assertEquals(SigningData.vector("V6", "policy"), cookies.values().get("CloudFront-Policy"));
    assertEquals(
        SigningData.vector("V6", "signature"), cookies.values().get("CloudFront-Signature"));
    List<String> headers =
        cookies.setCookieHeaders(
            CookieAttributes.builder()
                .domain("example.com")
                .path("/training")
                .sameSite(CookieAttributes.SameSite.LAX)
                .build());
    assertEquals(
        "CloudFront-Key-Pair-Id=KRSAEXAMPLE001; Domain=example.com; Path=/training; Secure;"
            + " HttpOnly; SameSite=Lax",
        headers.get(2));
    assertEquals(
        "CloudFront-Key-Pair-Id=KRSAEXAMPLE001",
        cookies
            .setCookieHeaders(CookieAttributes.builder().secure(false).httpOnly(false).build())
            .get(2));
    assertEquals(
        "CloudFront-Hash-Algorithm=SHA256; Secure; HttpOnly",
        ISSUER
            .withHash(HashAlgorithm.SHA256)
            .issue(TRAINING)
            .setCookieHeaders(CookieAttributes.builder().build())
            .get(3));
    assertFalse(cookies.toString().contains("PFhXKhW6"), "the signature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | is empty
          /a.jpg                              | does not begin with https:// or http://
          ftp://h/a                           | does not begin with https:// or http://
          https://                            | has no host
          https:///a                          | has no host
          https://u:p@h/a                     | user information
          https://h/a#b                       | leave a fragment out
          https://h/a"b                       | percent-encode
          https://h/a\\b                      | percent-encode
          https://h/a b                       | index 11 that must be percent-encoded
          https://h/ä                         | index 10 that must be percent-encoded
          https://h/a?Policy=x                | already has the reserved parameter Policy
          https://h/a?x&Expires               | already has the reserved parameter Expires
          https://h/a?%4Bey-Pair-Id=x         | already has the reserved parameter Key-Pair-Id
          """)
  void aUrlThatNoViewerCanAskForIsNotSigned(String url, String problem) {
    assertProblem(problem, () -> RSA.sign(url, END_OF_2029));
    assertProblem(problem, () -> ISSUER.issue(url, END_OF_2029));
  }

  @Test
  void mistakesInAPolicyAreNamed() {
    SigningPolicy.Builder builder = SigningPolicy.builder();
    assertProblem("expires is missing", builder::build);
    assertProblem("before 1970", () -> builder.expires(Instant.ofEpochSecond(-1)));
    assertProblem("sourceAddress \"::1\"", () -> builder.sourceAddress("::1"));
    assertProblem("resource is empty", () -> builder.resource(""));
    assertProblem(
        "is not before expires",
        () -> SigningPolicy.builder().startsAfter(END_OF_2029).expires(END_OF_2029).build());
    assertProblem("is not covered by the policy's resource", () -> RSA.sign(HOST + "/x", TRAINING));
    assertProblem(
        "the policy has no resource",
        () -> ISSUER.issue(SigningPolicy.builder().expires(END_OF_2029).build()));
  }

  @Test
  void mistakesInKeysAndAttributesAreNamed() {
    String pem = SigningData.text("rsa-private.pem");
    assertProblem("keyPairId is empty", () -> UrlSigner.of("", pem));
    assertProblem("keyPairId \"a&b\"", () -> UrlSigner.of("a&b", pem));
    assertProblem(
        "private key \"K1\" holds a PEM block \"PUBLIC KEY\"",
        () -> CookieIssuer.of("K1", SigningData.text("rsa-public.pem")));
    CookieAttributes.Builder builder = CookieAttributes.builder();
    assertProblem("is no domain name", () -> builder.domain("a.example; Path=/"));
    assertProblem("path \"images\"", () -> builder.path("images"));
    assertProblem("no ; or *", () -> builder.path("/images/*"));
    assertProblem(
        "sameSite NONE needs secure",
        () -> builder.secure(false).sameSite(CookieAttributes.SameSite.NONE).build());
  }

  private static void assertProblem(String problem, Executable made) {
    String message = assertThrows(IllegalArgumentException.class, made).getMessage();
    assertTrue(message.contains(problem), message);
  }

  private static Headers cookie(Map<String, String> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach((name, value) -> pairs.add(name + "=" + value));
    return Headers.of("Cookie", String.join("; ", pairs));
  }

  private static AccessReason decide(String url, Headers headers) {
    return SignedRequestRule.decide(
            RequestHead.of("GET", url, headers),
            "192.0.2.10",
            SigningData.trustedKeys(),
            new KeyVerifier(),
            IN_2026.toEpochMilli())
        .reason();
  }
}

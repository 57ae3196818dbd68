// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.access.signing.RememberingVerifier;
import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.internal.access.signing.TrustedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten signatures of another program against every request that their document decides. */
final class SignedRequestVectorsTest {
  private static final long IN_2026 = 1_780_000_000L;
  private static final TrustedKeys KEYS = SigningData.trustedKeys();

  private final RememberingVerifier verifier = new RememberingVerifier(new KeyVerifier(), 64);

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V10"})
  void aSignedUrlOpensItself(String name) {
    String url = SigningData.vector(name, "url");
    assertEquals(AccessReason.SIGNED, atAllowedPlace(url).reason());
    assertEquals(AccessReason.SIGNED, atAllowedPlace(url).reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V10"})
  void theSameValuesOpenTheUrlAsCookies(String name) {
    String url = SigningData.vector(name, "url");
    RequestHead request =
        RequestHead.of("GET", withoutCredentials(url), Headers.of("Cookie", cookies(url)));
    AccessDecision decision =
        SignedRequestRule.decide(request, "192.0.2.10", KEYS, verifier, IN_2026 * 1000);
    assertEquals(AccessReason.SIGNED, decision.reason());
  }

  @Test
  void theMethodIsNotSigned() {
    for (String method : List.of("HEAD", "PUT", "POST", "DELETE", "OPTIONS")) {
      RequestHead request = RequestHead.of(method, SigningData.vector("V1", "url"), Headers.EMPTY);
      assertEquals(
          AccessReason.SIGNED,
          SignedRequestRule.decide(request, null, KEYS, verifier, IN_2026 * 1000).reason());
    }
  }

  /** {@code find => put} changes the printed URL once. */
  @ParameterizedTest(name = "{0}: {1} => {2} at {3} from {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          V1 | https://           | http://                 | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG
          V1 | Expires=1893456000 | Expires=1893456001      | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG
          V1 | -Id=KRSAEXAMPLE001 | -Id=KRSAEXAMPLE001&x=1  | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG
          V1 | d111111abcdef8.cloudfront.net | www.example.com | 1780000000 | 192.0.2.1 | SIGNATURE_WRONG
          V1 | d111111abcdef8.cloudfront.net | d111111abcdef8.cloudfront.net:443 | 1780000000 | 192.0.2.1 | SIGNED
          V1 | d111111abcdef8.cloudfront.net | d111111abcdef8.cloudfront.net:80  | 1780000000 | 192.0.2.1 | SIGNATURE_WRONG
          V1 | KRSAEXAMPLE001     | KUNKNOWN000000          | 1780000000 | 192.0.2.1    | SIGNATURE_UNKNOWN_KEY
          V1 | KRSAEXAMPLE001     | KECEXAMPLE0001          | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG
          V1 | Signature=         | Signature=!!!&x=        | 1780000000 | 192.0.2.1    | SIGNATURE_MALFORMED
          V1 | ~ivFy              | %7EivFy                 | 1780000000 | 192.0.2.1    | SIGNED
          V1 | /image.jpg         | /image%2Ejpg            | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG
          V1 | -Id=KRSAEXAMPLE001 | -Id=KRSAEXAMPLE001&Hash-Algorithm=SHA256 | 1780000000 | 192.0.2.1 | SIGNATURE_WRONG
          V1 | -Id=KRSAEXAMPLE001 | -Id=KRSAEXAMPLE001&Hash-Algorithm=SHA1   | 1780000000 | 192.0.2.1 | SIGNED
          V1 | -Id=KRSAEXAMPLE001 | -Id=KRSAEXAMPLE001&Hash-Algorithm=SHA512 | 1780000000 | 192.0.2.1 | SIGNATURE_BAD_HASH
          V1 | x                  | x                       | 1893455999 | 192.0.2.1    | SIGNED
          V1 | x                  | x                       | 1893456000 | 192.0.2.1    | SIGNATURE_EXPIRED
          V1 | x                  | x                       | 1780000000 | ''           | SIGNED
          V2 | &Hash-Algorithm=SHA256 | ''                  | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG
          V2 | =SHA256            | =sha256                 | 1780000000 | 192.0.2.1    | SIGNATURE_BAD_HASH
          V3 | size=large&license=yes | license=yes&size=large | 1780000000 | 192.0.2.1 | SIGNATURE_WRONG
          V6 | orientation.pdf    | a/b.pdf                 | 1780000000 | 192.0.2.77   | SIGNED
          V6 | orientation.pdf?   | a/b.pdf?x=1&            | 1780000000 | 192.0.2.77   | SIGNED
          V6 | x                  | x                       | 1780000000 | 192.0.3.1    | SIGNATURE_WRONG_ADDRESS
          V6 | x                  | x                       | 1780000000 | 2001:db8::1  | SIGNATURE_WRONG_ADDRESS
          V6 | x                  | x                       | 1780000000 | ''           | SIGNATURE_WRONG_ADDRESS
          V6 | x                  | x                       | 1780000000 | ::ffff:192.0.2.77 | SIGNED
          V6 | training/orientation.pdf | other.pdf         | 1780000000 | 192.0.2.77   | SIGNATURE_WRONG_RESOURCE
          V6 | training/orientation | training/../secret    | 1780000000 | 192.0.2.77   | AMBIGUOUS_PATH
          V6 | training/orientation | training/%2e%2E/secret | 1780000000 | 192.0.2.77  | AMBIGUOUS_PATH
          V6 | training/orientation | training/..%2fsecret  | 1780000000 | 192.0.2.77   | AMBIGUOUS_PATH
          V6 | training/orientation | training/..;x/secret  | 1780000000 | 192.0.2.77   | AMBIGUOUS_PATH
          V6 | training/orientation | training/%252e%252e/s | 1780000000 | 192.0.2.77   | AMBIGUOUS_PATH
          V6 | training/orientation | training/a%2fb        | 1780000000 | 192.0.2.77   | SIGNED
          V6 | ?Policy=           | ?Expires=1600000000&Policy= | 1780000000 | 192.0.2.77 | SIGNED
          V6 | ?Policy=           | ?Policy=x&Policy=       | 1780000000 | 192.0.2.77   | POLICY_MALFORMED
          V6 | &Signature         | &Policy=x&Signature     | 1780000000 | 192.0.2.77   | SIGNED
          V7 | x                  | x                       | 1700000001 | 192.0.2.10   | SIGNED
          V7 | x                  | x                       | 1700000000 | 192.0.2.10   | SIGNATURE_NOT_YET
          V7 | x                  | x                       | 1893455999 | 192.0.2.10   | SIGNED
          V7 | x                  | x                       | 1893456000 | 192.0.2.10   | SIGNATURE_EXPIRED
          V7 | https://           | http://                 | 1780000000 | 192.0.2.10   | SIGNATURE_WRONG_RESOURCE
          V7 | x                  | x                       | 1780000000 | 192.0.2.11   | SIGNATURE_WRONG_ADDRESS
          V8 | https://           | http://                 | 1780000000 | 192.0.2.1    | SIGNED
          V8 | ?Policy            | ?t=1&Policy             | 1780000000 | 192.0.2.1    | SIGNED
          V8 | www.example.com    | example.com             | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG_RESOURCE
          V8 | vid07              | vid7                    | 1780000000 | 192.0.2.1    | SIGNATURE_WRONG_RESOURCE
          V9 | x                  | x                       | 1780000000 | 192.0.2.1    | SIGNATURE_EXPIRED
          V9 | x                  | x                       | 1599999999 | 192.0.2.1    | SIGNED
          """)
  void decidesOnWhatIsChanged(
      String name, String find, String put, long nowSeconds, String address, AccessReason reason) {
    String url = SigningData.vector(name, "url");
    String changed = find.equals("x") ? url : url.replace(find, put);
    assertEquals(!find.equals("x"), !changed.equals(url), "the change must apply");
    AccessDecision decision = decide(changed, address.isEmpty() ? null : address, nowSeconds);
    assertEquals(reason, decision.reason(), decision::toString);
    assertEquals(reason == AccessReason.SIGNED ? 0 : 403, decision.status());
  }

  @Test
  void reservedParametersMayStandBeforeOthers() {
    String url = SigningData.vector("V3", "url");
    String own = "size=large&license=yes";
    assertEquals(
        AccessReason.SIGNED, atAllowedPlace(url.replace(own + "&", "") + "&" + own).reason());
  }

  @Test
  void anIncompleteUrlIsNotRepairedByCookies() {
    String url = SigningData.vector("V1", "url");
    String incomplete = url.replace("&Key-Pair-Id=" + SigningData.RSA_ID, "");
    RequestHead request = RequestHead.of("GET", incomplete, Headers.of("Cookie", cookies(url)));
    AccessDecision decision =
        SignedRequestRule.decide(request, null, KEYS, verifier, IN_2026 * 1000);
    assertEquals("MissingKey", decision.errorCode());
    assertEquals(AccessReason.SIGNATURE_MISSING_KEY, decision.reason());
  }

  private AccessDecision atAllowedPlace(String url) {
    return decide(url, "192.0.2.10", IN_2026);
  }

  private AccessDecision decide(String url, @Nullable String address, long nowSeconds) {
    RequestHead request = RequestHead.of("GET", url, Headers.EMPTY);
    return SignedRequestRule.decide(request, address, KEYS, verifier, nowSeconds * 1000 + 999);
  }

  private static String withoutCredentials(String url) {
    List<String> own = new ArrayList<>();
    for (String parameter : url.substring(url.indexOf('?') + 1).split("&", -1)) {
      if (!SignedParameters.QUERY_NAMES.contains(parameter.split("=", 2)[0])) {
        own.add(parameter);
      }
    }
    String path = url.substring(0, url.indexOf('?'));
    return own.isEmpty() ? path : path + "?" + String.join("&", own);
  }

  private static String cookies(String url) {
    StringBuilder cookies = new StringBuilder("theme=dark");
    String query = Objects.requireNonNull(RequestHead.of("GET", url, Headers.EMPTY).query());
    for (String parameter : query.split("&", -1)) {
      if (SignedParameters.QUERY_NAMES.contains(parameter.split("=", 2)[0])) {
        cookies.append("; CloudFront-").append(parameter);
      }
    }
    return cookies.toString();
  }
}

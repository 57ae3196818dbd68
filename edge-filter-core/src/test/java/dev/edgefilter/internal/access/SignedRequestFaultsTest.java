// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.access.signing.PolicyEncoding;
import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.signing.UrlSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators learn where a policy is broken, and may allow clocks to differ. */
class SignedRequestFaultsTest {
  private static final String URL = "https://cdn.example.com/a.jpg";

  private static AccessDecision decide(String query, long seconds, long tolerance) {
    return SignedRequestRule.decide(
        RequestHead.of("GET", URL + "?" + query, Headers.EMPTY),
        "192.0.2.10",
        SigningData.trustedKeys(),
        new KeyVerifier(),
        seconds * 1000,
        tolerance);
  }

  private static String fault(String query) {
    for (String line : decide(query, 1, 0).detail()) {
      if (line.startsWith("malformed: ")) {
        return line.substring("malformed: ".length());
      }
    }
    return "";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Expires=1                        | there is no signature
          Expires=1&Signature=ab!d         | the signature is not in CloudFront's base64 at character 2
          Expires=1&Signature=a_aa         | the signature is not in CloudFront's base64 at character 1
          Signature=abcd                   | there is neither a policy nor an expiry
          Expires=1x&Signature=abcd        | the expiry is no number of seconds: 1x
          Policy=abc+&Signature=abcd       | the policy is not in CloudFront's base64 at character 3
          """)
  void placesInTheUrlAreTold(String query, String expected) {
    assertEquals(expected, fault("Key-Pair-Id=KRSAEXAMPLE001&" + query));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'Statement':[{'Resource':x}]}  | the policy is no strict JSON in UTF-8 at byte 26
          {'Ü':1,'Ü':2}                   | the policy is no strict JSON in UTF-8 at byte 14
          {'Statment':[]}                 | the policy has no Statement
          {'Statement':[{},{}]}           | the policy's Statement is not one Resource and one Condition of DateLessThan, and perhaps DateGreaterThan and IpAddress, each with one value of the right type
          """)
  void placesInThePolicyAreTold(String policy, String expected) {
    String encoded =
        PolicyEncoding.encode(policy.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    assertEquals(expected, fault("Key-Pair-Id=KRSAEXAMPLE001&Signature=abcd&Policy=" + encoded));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, signed",
    "0, 0, signature-expired",
    "9, 10, signed",
    "10, 10, signature-expired"
  })
  void clocksMayDifferAsMuchAsAllowed(long late, long tolerance, String expected) {
    Instant expires = Instant.ofEpochSecond(1_893_456_000L);
    String url =
        UrlSigner.of(SigningData.RSA_ID, SigningData.text("rsa-private.pem")).sign(URL, expires);
    AccessDecision decision =
        decide(url.substring(url.indexOf('?') + 1), expires.getEpochSecond() + late, tolerance);
    assertEquals(expected, decision.reason().token());
  }
}

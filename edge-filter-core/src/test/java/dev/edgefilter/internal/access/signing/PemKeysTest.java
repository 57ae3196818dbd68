// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.interfaces.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PemKeysTest {
  @ParameterizedTest
  @ValueSource(strings = {"rsa-public-pkcs1.pem", "rsa-certificate.pem"})
  void everyFormOfAPublicKeyIsTheSameKey(String file) {
    assertEquals(
        PemKeys.publicKey("K1", SigningData.text("rsa-public.pem")),
        PemKeys.publicKey("K1", SigningData.text(file)));
  }

  @Test
  void theTwoFormsOfAnRsaPrivateKeyAreTheSameKey() {
    assertEquals(
        PemKeys.privateKey("K1", SigningData.text("rsa-private.pem")),
        PemKeys.privateKey("K1", SigningData.text("rsa-private-pkcs1.pem")));
  }

  @Test
  void theTwoFormsOfAnEcPrivateKeyAreTheSameKey() {
    ECPrivateKey pkcs8 =
        (ECPrivateKey) PemKeys.privateKey("K1", SigningData.text("ec-private.pem"));
    ECPrivateKey sec1 =
        (ECPrivateKey) PemKeys.privateKey("K1", SigningData.text("ec-private-sec1.pem"));
    assertEquals(pkcs8.getS(), sec1.getS());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rsa-private.pem       | holds a PEM block "PRIVATE KEY"
          rsa-private-pkcs1.pem | holds a PEM block "RSA PRIVATE KEY"
          ec-private-sec1.pem   | holds a PEM block "EC PRIVATE KEY"
          encrypted-private.pem | holds a PEM block "ENCRYPTED PRIVATE KEY"
          p384-public.pem       | is on another curve; expected RSA, or ECDSA on the curve P-256
          ed25519-public.pem    | is of algorithm 1.3.101.112; expected RSA, or ECDSA
          rsa512-public.pem     | has 512 bits; expected 1024 to 4096
          """)
  void anotherKeyIsNamedInTheProblem(String file, String problem) {
    String message = problemWithPublicKey(SigningData.text(file));
    assertTrue(message.startsWith("public key \"K1\" " + problem), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "K2JCJMDEHXQW5F",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----",
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PUBLIC KEY-----\nMAA=\n-----END RSA PUBLIC KEY-----",
        "-----BEGIN SOMETHING ELSE-----\nAAAA\n-----END SOMETHING ELSE-----"
      })
  void whatIsNoKeyIsAProblemThatSaysWhatWasExpected(String pem) {
    String message = problemWithPublicKey(pem);
    assertTrue(message.contains("expected "), message);
    if (!pem.isEmpty()) {
      assertThrows(IllegalArgumentException.class, () -> PemKeys.privateKey("K1", pem));
    }
  }

  @Test
  void aPointBesideTheCurveIsAProblem() {
    String pem = SigningData.text("ec-public.pem").strip();
    int at = pem.lastIndexOf('\n') - 4; // the last digits of the point
    char other = pem.charAt(at) == 'A' ? 'B' : 'A';
    assertEquals(
        "public key \"K1\" holds a point that is not on the curve; expected an RSA or P-256 public"
            + " key",
        problemWithPublicKey(pem.substring(0, at) + other + pem.substring(at + 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-public.pem", "ec-public.pem"})
  void whatStandsAroundTheBlockChangesNothing(String file) {
    String pem = SigningData.text(file);
    assertEquals(
        PemKeys.publicKey("K1", pem),
        PemKeys.publicKey("K1", "a key\n" + pem.replace("\n", "\r\n") + "trailing"));
  }

  @Test
  void anEncryptedPrivateKeyIsRefusedWithoutQuotingIt() {
    String pem = SigningData.text("encrypted-private.pem");
    String message =
        assertThrows(IllegalArgumentException.class, () -> PemKeys.privateKey("K1", pem))
            .getMessage();
    assertTrue(message.contains("\"ENCRYPTED PRIVATE KEY\"; expected an unencrypted"), message);
    assertFalse(message.contains(pem.substring(40, 60)), message);
  }

  private static String problemWithPublicKey(String pem) {
    return assertThrows(IllegalArgumentException.class, () -> PemKeys.publicKey("K1", pem))
        .getMessage();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class VerifierTest {
  private final KeyVerifier verifier = new KeyVerifier();
  private int verifications;

  @ParameterizedTest
  @CsvSource({"V1,SHA1", "V2,SHA256", "V3,SHA1", "V4,SHA256", "V5,SHA1", "V6,SHA1", "V7,SHA256"})
  void aSignatureOfAnotherProgramIsGoodUnderItsOwnHashOnly(String name, SignatureHash hash) {
    byte[] signed = bytes(SigningData.vector(name, "signed"));
    byte[] signature = signature(name);
    TrustedKey key = key(name.equals("V4") || name.equals("V5"));
    for (SignatureHash other : SignatureHash.values()) {
      assertEquals(other == hash, verifier.verify(key, other, signed, signature));
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureHash.class)
  void anythingButASignatureIsWrongAndNoException(SignatureHash hash) {
    for (boolean ec : new boolean[] {false, true}) {
      for (int length : new int[] {0, 1, 8, 64, 71, 255, 256, 257, 2048}) {
        assertFalse(verifier.verify(key(ec), hash, bytes("text"), new byte[length]));
      }
      assertFalse(verifier.verify(key(ec), hash, bytes("text"), signature("V1")));
      assertFalse(verifier.verify(key(ec), hash, bytes("text"), signature("V4")));
    }
    // SEQUENCE { INTEGER 0, INTEGER 0 }: the forgery that a careless ECDSA check lets through
    assertFalse(
        verifier.verify(key(true), hash, bytes("text"), new byte[] {48, 6, 2, 1, 0, 2, 1, 0}));
  }

  @Test
  void aGoodSignatureIsVerifiedOnceAndABadOneEveryTime() {
    RememberingVerifier remembering = new RememberingVerifier(this::counted, 8);
    byte[] signed = bytes(SigningData.vector("V1", "signed"));
    for (int i = 0; i < 3; i++) {
      assertTrue(remembering.verify(key(false), SignatureHash.SHA1, signed, signature("V1")));
    }
    assertEquals(1, verifications);
    for (int i = 0; i < 3; i++) {
      assertFalse(remembering.verify(key(false), SignatureHash.SHA1, signed, signature("V2")));
    }
    assertEquals(4, verifications);
  }

  @Test
  void aRememberedSignatureVouchesForNothingElse() {
    RememberingVerifier remembering = new RememberingVerifier(this::counted, 800);
    byte[] signed = bytes(SigningData.vector("V1", "signed"));
    byte[] signature = signature("V1");
    assertTrue(remembering.verify(key(false), SignatureHash.SHA1, signed, signature));
    assertFalse(remembering.verify(key(false), SignatureHash.SHA256, signed, signature));
    assertFalse(remembering.verify(key(true), SignatureHash.SHA1, signed, signature));
    byte[] otherText = bytes(SigningData.vector("V9", "signed"));
    assertFalse(remembering.verify(key(false), SignatureHash.SHA1, otherText, signature));
    TrustedKey sameId = TrustedKey.of(SigningData.RSA_ID, SigningData.text("ec-public.pem"));
    assertFalse(remembering.verify(sameId, SignatureHash.SHA1, signed, signature));
    for (int i = 0; i < signature.length; i++) {
      byte[] touched = signature.clone();
      touched[i] ^= 1;
      assertFalse(remembering.verify(key(false), SignatureHash.SHA1, signed, touched));
    }
    // The last byte of the signature moved to the front of what it signs.
    byte[] shorter = java.util.Arrays.copyOf(signature, signature.length - 1);
    byte[] longer = new byte[signed.length + 1];
    longer[0] = signature[signature.length - 1];
    System.arraycopy(signed, 0, longer, 1, signed.length);
    assertFalse(remembering.verify(key(false), SignatureHash.SHA1, longer, shorter));
  }

  @Test
  void whatIsUsedStaysWhileOneTimeSignaturesPassThrough() {
    RememberingVerifier remembering =
        new RememberingVerifier((key, hash, signed, signature) -> counted(), 8);
    byte[] popular = bytes("popular");
    remembering.verify(key(false), SignatureHash.SHA1, popular, popular);
    for (int i = 0; i < 1000; i++) {
      remembering.verify(key(false), SignatureHash.SHA1, popular, popular);
      remembering.verify(key(false), SignatureHash.SHA1, bytes("once " + i), popular);
    }
    assertEquals(1001, verifications);
  }

  @Test
  void aTableTooSmallToWorkIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RememberingVerifier(verifier, 7));
  }

  @ParameterizedTest
  @EnumSource(SignatureHash.class)
  void ourOwnSignaturesVerify(SignatureHash hash) {
    PolicySigner rsa = PolicySigner.of("K1", SigningData.text("rsa-private.pem"));
    PolicySigner ec = PolicySigner.of("K1", SigningData.text("ec-private-sec1.pem"));
    for (int i = 0; i < 50; i++) {
      byte[] text = bytes("text " + i);
      assertTrue(verifier.verify(key(false), hash, text, rsa.sign(hash, text)));
      assertTrue(verifier.verify(key(true), hash, text, ec.sign(hash, text)));
    }
  }

  private boolean counted(TrustedKey key, SignatureHash hash, byte[] signed, byte[] signature) {
    return counted() && verifier.verify(key, hash, signed, signature);
  }

  private boolean counted() {
    verifications++;
    return true;
  }

  private static TrustedKey key(boolean ec) {
    String id = ec ? SigningData.EC_ID : SigningData.RSA_ID;
    return Objects.requireNonNull(SigningData.trustedKeys().find(id));
  }

  private static byte[] signature(String name) {
    return Objects.requireNonNull(PolicyEncoding.decode(SigningData.vector(name, "signature")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies tokens.
 *
 * @param point the point of a key on P-256, with which Bouncy Castle keeps its multiples; else null
 */
record TokenKey(JWK jwk, @Nullable ECPublicKeyParameters point) {
  /**
   * Prepares a key.
   *
   * @throws IllegalArgumentException when it is no point of its curve
   */
  static TokenKey of(JWK jwk) {
    try {
      return new TokenKey(
          jwk,
          jwk instanceof ECKey elliptic && elliptic.getCurve().equals(Curve.P_256)
              ? P256.parameters(elliptic.toECPublicKey())
              : null);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("has a damaged key", e);
    }
  }

  /** Whether it signed a token of an algorithm that belongs to it. */
  boolean verifies(JWSObject token) {
    try {
      if (point != null && token.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)) {
        return Es256.verify(point, token.getSigningInput(), token.getSignature().decode());
      }
      JWSVerifier verifier = verifier();
      return verifier != null
          && verifier.verify(token.getHeader(), token.getSigningInput(), token.getSignature());
    } catch (JOSEException | IllegalArgumentException e) {
      return false; // a signature of the wrong shape
    }
  }

  private @Nullable JWSVerifier verifier() throws JOSEException {
    if (jwk instanceof RSAKey rsa) {
      return new RSASSAVerifier(rsa);
    }
    if (jwk instanceof ECKey elliptic) {
      return new ECDSAVerifier(elliptic);
    }
    return jwk instanceof OctetSequenceKey secret ? new MACVerifier(secret) : null;
  }
}

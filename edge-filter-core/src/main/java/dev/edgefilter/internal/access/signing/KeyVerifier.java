// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * Checks signatures with the key itself: RSA (PKCS#1 v1.5) by the Java runtime, ECDSA (a DER
 * sequence) by Bouncy Castle, which is many times faster at it.
 *
 * <p>Holds no state, so threads never meet.
 */
public final class KeyVerifier implements SignatureVerifier {
  @Override
  public boolean verify(TrustedKey key, SignatureHash hash, byte[] signed, byte[] signature) {
    ECPublicKeyParameters point = key.curvePoint();
    try {
      return point != null
          ? Ecdsa.verify(point, hash, signed, signature)
          : rsa(key.publicKey(), hash, signed, signature);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return false; // no signature at all by this key's rules: too long, not DER, zero …
    }
  }

  private static boolean rsa(PublicKey key, SignatureHash hash, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(hash.rsaAlgorithm());
    verifier.initVerify(key);
    verifier.update(signed);
    return verifier.verify(signature);
  }

  /**
   * By itself, so that Bouncy Castle's signed jar is checked when a key needs it and not before.
   */
  private static final class Ecdsa {
    static boolean verify(
        ECPublicKeyParameters point, SignatureHash hash, byte[] signed, byte[] signature)
        throws IOException {
      BigInteger[] pair = StandardDSAEncoding.INSTANCE.decode(P256.order(), signature);
      ECDSASigner verifier = new ECDSASigner();
      verifier.init(false, point);
      return verifier.verifySignature(hash.digest(signed), pair[0], pair[1]);
    }
  }
}

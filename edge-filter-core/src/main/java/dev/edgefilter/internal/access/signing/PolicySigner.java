// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** Signs policies with a private key; the counterpart of {@link KeyVerifier}. */
public final class PolicySigner {
  private final PrivateKey key;

  private PolicySigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * Reads the key from PEM.
   *
   * @throws IllegalArgumentException as {@link PemKeys#privateKey}
   */
  public static PolicySigner of(String keyPairId, String privateKeyPem) {
    return new PolicySigner(PemKeys.privateKey(keyPairId, privateKeyPem));
  }

  /** The signature over the text: PKCS#1 v1.5 for RSA, a DER sequence for ECDSA. */
  public byte[] sign(SignatureHash hash, byte[] text) {
    try {
      return key instanceof ECPrivateKey ec ? ecdsa(ec, hash, text) : rsa(hash, text);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java runtime cannot sign with the key", e);
    }
  }

  private byte[] rsa(SignatureHash hash, byte[] text) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(hash.rsaAlgorithm());
    signer.initSign(key);
    signer.update(text);
    return signer.sign();
  }

  private static byte[] ecdsa(ECPrivateKey key, SignatureHash hash, byte[] text)
      throws IOException {
    // RFC 6979: the secret number comes from key and text, so a weak random source cannot leak it.
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, P256.parameters(key));
    BigInteger[] pair = signer.generateSignature(hash.digest(text));
    return StandardDSAEncoding.INSTANCE.encode(P256.order(), pair[0], pair[1]);
  }
}

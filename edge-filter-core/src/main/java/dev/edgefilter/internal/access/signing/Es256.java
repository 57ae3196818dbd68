// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;

/** ES256 (RFC 7518, 3.4) by Bouncy Castle, which is many times faster at it than the JDK is. */
final class Es256 {
  private static final int SIGNATURE_BYTES = 64;

  private Es256() {}

  /** Whether both numbers of the signature, side by side, are the key's over a text. */
  static boolean verify(ECPublicKeyParameters key, byte[] text, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, SIGNATURE_BYTES / 2));
    BigInteger s =
        new BigInteger(1, Arrays.copyOfRange(signature, SIGNATURE_BYTES / 2, SIGNATURE_BYTES));
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(SignatureHash.SHA256.digest(text), r, s);
  }

  /** The secret number comes from key and text (RFC 6979): no weak random source can leak it. */
  static byte[] sign(ECPrivateKeyParameters key, byte[] text) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    BigInteger[] pair = signer.generateSignature(SignatureHash.SHA256.digest(text));
    return PlainDSAEncoding.INSTANCE.encode(P256.order(), pair[0], pair[1]);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.jspecify.annotations.Nullable;

/** A public key whose signatures a cache behavior accepts, under the id that requests name. */
public final class TrustedKey {
  private final String keyPairId;
  private final PublicKey publicKey;
  private volatile @Nullable ECPublicKeyParameters curvePoint;
  private final byte[] fingerprint;

  private TrustedKey(String keyPairId, PublicKey publicKey) {
    this.keyPairId = keyPairId;
    this.publicKey = publicKey;
    this.fingerprint = SignatureHash.SHA256.digest(publicKey.getEncoded());
  }

  /**
   * Reads the key from PEM.
   *
   * @throws IllegalArgumentException as {@link PemKeys#publicKey}, or if the id is empty
   */
  public static TrustedKey of(String keyPairId, String pem) {
    if (keyPairId.isEmpty()) {
      throw new IllegalArgumentException("a trusted key has an empty key pair id");
    }
    return new TrustedKey(keyPairId, PemKeys.publicKey(keyPairId, pem));
  }

  /** The value of {@code Key-Pair-Id} that names this key. */
  public String keyPairId() {
    return keyPairId;
  }

  PublicKey publicKey() {
    return publicKey;
  }

  /**
   * The point of a P-256 key, or null for RSA. Bouncy Castle keeps multiples of a point with it, so
   * that all verifications but the first cost a third of one with a fresh point. Made when it is
   * first asked for, because to load Bouncy Castle takes a tenth of a second.
   */
  @Nullable ECPublicKeyParameters curvePoint() {
    ECPublicKeyParameters made = curvePoint;
    if (made == null && publicKey instanceof ECPublicKey ec) {
      made = P256.parameters(ec); // equal if two threads make it
      curvePoint = made;
    }
    return made;
  }

  /**
   * SHA-256 of the encoded key: the same id may stand for another key after a new configuration.
   */
  byte[] fingerprint() {
    return fingerprint;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;

/** Reads the keys that CloudFront accepts, RSA and ECDSA on P-256, from the PEM forms in use. */
public final class PemKeys {
  private static final int MIN_RSA_BITS = 1024;
  private static final int MAX_RSA_BITS = 4096;

  private PemKeys() {}

  /**
   * Reads a public key from {@code PUBLIC KEY}, {@code RSA PUBLIC KEY} or {@code CERTIFICATE}.
   *
   * @param name what messages call this key
   * @throws IllegalArgumentException if there is no such key in the text; says what was found
   */
  public static PublicKey publicKey(String name, String pem) {
    String what = "public key \"" + name + "\"";
    PublicKey usual = UsualPem.publicKey(pem);
    PublicKey key = usual == null ? AnyPem.publicKey(what, pem) : usual;
    check(what, key);
    return key;
  }

  /**
   * Reads a private key from {@code PRIVATE KEY}, {@code RSA PRIVATE KEY} or {@code EC PRIVATE
   * KEY}.
   *
   * @param name what messages call this key
   * @throws IllegalArgumentException if there is no such key in the text, or it is encrypted; says
   *     what was found and never quotes it
   */
  public static PrivateKey privateKey(String name, String pem) {
    String what = "private key \"" + name + "\"";
    PrivateKey usual = UsualPem.privateKey(pem);
    PrivateKey key = usual == null ? AnyPem.privateKey(what, pem) : usual;
    check(what, key);
    return key;
  }

  private static void check(String what, Object key) {
    if (key instanceof ECPublicKey point && !isOnCurve(point)) {
      throw wrong(what, "holds a point that is not on the curve", "an RSA or P-256 public key");
    }
    if (key instanceof RSAKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
        throw wrong(
            what, "has " + bits + " bits", MIN_RSA_BITS + " to " + MAX_RSA_BITS + ", best 2048");
      }
    }
  }

  private static boolean isOnCurve(ECPublicKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();
    BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB());
    return x.compareTo(p) < 0
        && y.compareTo(p) < 0
        && y.pow(2).subtract(right).mod(p).signum() == 0;
  }

  static IllegalArgumentException wrong(String what, String found, String expected) {
    return new IllegalArgumentException(what + " " + found + "; expected " + expected);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/** Carries keys on the curve P-256 over to Bouncy Castle, whose arithmetic is the faster one. */
final class P256 {
  static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

  private P256() {}

  static BigInteger order() {
    return DOMAIN.getN();
  }

  static ECPublicKeyParameters parameters(ECPublicKey key) {
    ECPoint point = key.getW();
    return new ECPublicKeyParameters(
        DOMAIN.getCurve().createPoint(point.getAffineX(), point.getAffineY()), DOMAIN);
  }

  static ECPrivateKeyParameters parameters(ECPrivateKey key) {
    return new ECPrivateKeyParameters(key.getS(), DOMAIN);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/** Signs tokens with the edge's own key. */
public final class TokenSigner {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;

  private final JWK key;
  private final JWSHeader header;
  private final JWSSigner signer;
  private final @Nullable ECPrivateKeyParameters fast;

  private TokenSigner(JWK key, JWSHeader header, JWSSigner signer) throws JOSEException {
    this.key = key;
    this.header = header;
    this.signer = signer;
    this.fast =
        key instanceof ECKey elliptic && elliptic.getCurve().equals(Curve.P_256)
            ? P256.parameters(elliptic.toECPrivateKey())
            : null;
  }

  /**
   * Reads the key from a JWK; one without an id gets its thumbprint for one.
   *
   * @param algorithms what is accepted, and so may be signed with
   * @throws IllegalArgumentException when it is no such key; never quotes it
   */
  public static TokenSigner of(String jwk, Set<String> algorithms) {
    try {
      JWK read = JWK.parse(jwk);
      JWK key = read.getKeyID() == null ? named(read) : read;
      JWSAlgorithm algorithm = algorithm(key);
      if (algorithm == null || !key.isPrivate()) {
        throw new IllegalArgumentException(
            "is no private or secret key for signatures; expected a JWK of type EC, RSA or oct");
      }
      if (!algorithms.contains(algorithm.getName())) {
        throw new IllegalArgumentException(
            "signs with "
                + algorithm.getName()
                + ", which is not among the accepted algorithms; expected one of "
                + algorithms);
      }
      if (!TokenKeys.verifies(key)) {
        throw new IllegalArgumentException(
            "is too small or for something else; expected RSA from 2048 bits, or a secret of 256");
      }
      JWSHeader header =
          new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(JOSEObjectType.JWT).build();
      return new TokenSigner(
          key, header, new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
    } catch (ParseException | JOSEException | IllegalStateException e) {
      throw new IllegalArgumentException("is no JWK that can sign", e);
    }
  }

  private static JWK named(JWK key) throws JOSEException, ParseException {
    Map<String, Object> members = key.toJSONObject();
    members.put("kid", key.computeThumbprint().toString());
    return JWK.parse(members);
  }

  private static @Nullable JWSAlgorithm algorithm(JWK key) {
    if (key.getAlgorithm() != null) {
      return JWSAlgorithm.parse(key.getAlgorithm().getName());
    }
    if (key instanceof ECKey elliptic) {
      return elliptic.getCurve().equals(Curve.P_256)
          ? JWSAlgorithm.ES256
          : elliptic.getCurve().equals(Curve.P_384)
              ? JWSAlgorithm.ES384
              : elliptic.getCurve().equals(Curve.P_521) ? JWSAlgorithm.ES512 : null;
    }
    return key instanceof RSAKey
        ? JWSAlgorithm.RS256
        : key instanceof OctetSequenceKey ? JWSAlgorithm.HS256 : null;
  }

  /** The key that verifies what this one signs. */
  JWK verifyingKey() {
    return key instanceof OctetSequenceKey ? key : key.toPublicJWK();
  }

  /** A token in compact form with these claims. */
  public String sign(Map<String, Object> claims) {
    try {
      JWSObject token = new JWSObject(header, new Payload(claims));
      if (fast == null) {
        token.sign(signer);
        return token.serialize();
      }
      String text = new String(token.getSigningInput(), StandardCharsets.US_ASCII);
      return text + '.' + Base64URL.encode(Es256.sign(fast, token.getSigningInput()));
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime cannot sign with the key", e);
    }
  }

  /** An id that no other token has (RFC 7519, 4.1.7). */
  public static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64URL.encode(bytes).toString();
  }
}

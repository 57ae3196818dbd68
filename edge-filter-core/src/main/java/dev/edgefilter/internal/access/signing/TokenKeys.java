// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** The keys of a JWK set (RFC 7517) that can verify tokens. */
public final class TokenKeys {
  /** No keys, so that every token is refused. */
  public static final TokenKeys NONE = new TokenKeys(List.of());

  /** How many keys are tried for a token that does not name one. */
  private static final int MOST_TRIED = 4;

  private static final int LEAST_RSA_BITS = 2048;
  private static final int LEAST_SECRET_BITS = 256;

  private final List<TokenKey> keys;

  private TokenKeys(List<TokenKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a JWK set; keys that must not verify signatures are left out.
   *
   * @throws IllegalArgumentException when it is none, or has no key for signatures
   */
  public static TokenKeys parse(String json) {
    TokenKeys keys = read(json);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "has no key for signatures (RSA from 2048 bits, EC, or a secret of 256 bits)");
    }
    return keys;
  }

  /**
   * The same, but a set without such keys is one: it says that nobody is trusted any longer.
   *
   * @throws IllegalArgumentException when it is no JWK set
   */
  public static TokenKeys read(String json) {
    List<TokenKey> usable = new ArrayList<>();
    try {
      for (JWK key : JWKSet.parse(json).getKeys()) {
        if (verifies(key)) {
          usable.add(TokenKey.of(key));
        }
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException("is no JWK set: " + e.getMessage(), e);
    }
    return usable.isEmpty() ? NONE : new TokenKeys(usable);
  }

  /** What a key says of its use, and the least sizes of RFC 7518, 3.2 and 3.3. */
  static boolean verifies(JWK key) {
    boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    boolean allowed =
        key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
    boolean large =
        key instanceof OctetSequenceKey secret
            ? secret.size() >= LEAST_SECRET_BITS
            : !(key instanceof RSAKey rsa) || rsa.size() >= LEAST_RSA_BITS;
    return signs && allowed && large;
  }

  /** These and one more, which is tried first. */
  TokenKeys with(JWK key) {
    List<TokenKey> all = new ArrayList<>();
    all.add(TokenKey.of(key));
    all.addAll(keys);
    return new TokenKeys(all);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The keys that may have signed: of the named id if one is named, and of the right type. */
  List<TokenKey> candidates(JWSHeader header) {
    List<TokenKey> found = new ArrayList<>();
    String id = header.getKeyID();
    for (TokenKey key : keys) {
      boolean named = id == null || id.equals(key.jwk().getKeyID());
      if (named && fits(key.jwk(), header.getAlgorithm()) && found.size() < MOST_TRIED) {
        found.add(key);
      }
    }
    return found;
  }

  /** An algorithm belongs to one type of key, whatever a token says (RFC 8725, 3.1). */
  private static boolean fits(JWK key, JWSAlgorithm algorithm) {
    if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
      return false;
    }
    if (JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)) {
      return key.getKeyType().equals(KeyType.OCT);
    }
    if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
      return key.getKeyType().equals(KeyType.RSA);
    }
    return JWSAlgorithm.Family.EC.contains(algorithm)
        && key instanceof ECKey elliptic
        && Curve.forJWSAlgorithm(algorithm).contains(elliptic.getCurve());
  }
}

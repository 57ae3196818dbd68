// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.AESDecrypter;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts single claims (JWE, RFC 7516). No password is taken for a key, nothing is unpacked, and
 * RSA is with OAEP and SHA-2 only.
 */
public final class SealedTexts {
  private static final Set<JWEAlgorithm> RSA_ALGORITHMS =
      Set.of(JWEAlgorithm.RSA_OAEP_256, JWEAlgorithm.RSA_OAEP_384, JWEAlgorithm.RSA_OAEP_512);

  private final List<JWK> keys;

  private SealedTexts(List<JWK> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the keys from a JWK set.
   *
   * @throws IllegalArgumentException when it is none, or holds a key that cannot decrypt; never
   *     quotes it
   */
  public static SealedTexts of(String jwkSet) {
    List<JWK> keys = new ArrayList<>();
    try {
      for (JWK key : JWKSet.parse(jwkSet).getKeys()) {
        if (!key.isPrivate()) {
          throw new IllegalArgumentException("has a public key, which cannot decrypt");
        }
        keys.add(key);
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException("is no JWK set", e);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("has no key");
    }
    return new SealedTexts(keys);
  }

  /** The text in a JWE in compact form; null when no key opens it. */
  public @Nullable String open(String sealed) {
    JWEObject jwe;
    try {
      jwe = JWEObject.parse(sealed);
    } catch (ParseException | RuntimeException e) { // the library expects some members to be there
      return null;
    }
    JWEHeader header = jwe.getHeader();
    if (header.getCompressionAlgorithm() != null) {
      return null;
    }
    String id = header.getKeyID();
    for (JWK key : keys) {
      if (id == null || id.equals(key.getKeyID())) {
        String text = opened(sealed, key, header.getAlgorithm());
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  private static @Nullable String opened(String sealed, JWK key, JWEAlgorithm algorithm) {
    try {
      JWEDecrypter decrypter = decrypter(key, algorithm);
      if (decrypter == null) {
        return null;
      }
      JWEObject jwe = JWEObject.parse(sealed); // one object is decrypted at most once
      jwe.decrypt(decrypter);
      return jwe.getPayload().toString();
    } catch (ParseException | JOSEException | RuntimeException e) {
      return null; // another key's, or forged
    }
  }

  private static @Nullable JWEDecrypter decrypter(JWK key, JWEAlgorithm algorithm)
      throws JOSEException {
    if (key instanceof OctetSequenceKey secret) {
      return algorithm.equals(JWEAlgorithm.DIR)
          ? new DirectDecrypter(secret)
          : JWEAlgorithm.Family.AES_KW.contains(algorithm)
                  || JWEAlgorithm.Family.AES_GCM_KW.contains(algorithm)
              ? new AESDecrypter(secret)
              : null;
    }
    if (key instanceof ECKey elliptic && JWEAlgorithm.Family.ECDH_ES.contains(algorithm)) {
      return new ECDHDecrypter(elliptic);
    }
    return key instanceof RSAKey rsa && RSA_ALGORITHMS.contains(algorithm)
        ? new RSADecrypter(rsa)
        : null;
  }
}

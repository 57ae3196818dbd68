// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import dev.edgefilter.internal.access.signing.PolicyEncoding;
import dev.edgefilter.internal.access.signing.PolicySigner;
import dev.edgefilter.internal.access.signing.PolicyText;
import dev.edgefilter.internal.access.signing.SignatureParameter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Makes the values that URLs and cookies share, in the order CloudFront's own signers write them.
 */
record Signer(String keyPairId, PolicySigner key, HashAlgorithm hash) {

  static Signer of(String keyPairId, String privateKeyPem) {
    if (keyPairId.isEmpty()) {
      throw new IllegalArgumentException("keyPairId is empty");
    }
    for (int i = 0; i < keyPairId.length(); i++) {
      if (!isIdCharacter(keyPairId.charAt(i))) {
        throw new IllegalArgumentException(
            "keyPairId \"" + keyPairId + "\" may hold letters, digits, - and _ only");
      }
    }
    return new Signer(keyPairId, PolicySigner.of(keyPairId, privateKeyPem), HashAlgorithm.SHA1);
  }

  private static boolean isIdCharacter(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  Signer withHash(HashAlgorithm algorithm) {
    return new Signer(keyPairId, key, algorithm);
  }

  Map<SignatureParameter, String> canned(SignableUrl url, long expiresSeconds) {
    String expires = Long.toString(expiresSeconds);
    return signed(SignatureParameter.EXPIRES, expires, PolicyText.canned(url.text(), expires));
  }

  Map<SignatureParameter, String> custom(SigningPolicy policy, String resource) {
    String text = policy.text(resource);
    String encoded = PolicyEncoding.encode(text.getBytes(StandardCharsets.UTF_8));
    return signed(SignatureParameter.POLICY, encoded, text);
  }

  private Map<SignatureParameter, String> signed(
      SignatureParameter first, String value, String text) {
    byte[] signature = key.sign(hash.hash(), text.getBytes(StandardCharsets.UTF_8));
    Map<SignatureParameter, String> values = new EnumMap<>(SignatureParameter.class);
    values.put(first, value);
    values.put(SignatureParameter.SIGNATURE, PolicyEncoding.encode(signature));
    values.put(SignatureParameter.KEY_PAIR_ID, keyPairId);
    if (hash != HashAlgorithm.SHA1) {
      values.put(SignatureParameter.HASH_ALGORITHM, hash.hash().token());
    }
    return values;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.KeyGroupConfig;
import dev.edgefilter.config.PublicKeyConfig;
import dev.edgefilter.signing.CookieIssuer;
import dev.edgefilter.signing.UrlSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys of the test in the place of the configuration's own, whose private halves a test does not
 * have.
 */
final class TestKeys {

  private static final KeyPair PAIR = generate();

  private final Map<String, String> groupKeys = new LinkedHashMap<>();

  /** The same configuration with every public key replaced. */
  EdgeConfig replaceIn(EdgeConfig config) {
    if (config.publicKeys().isEmpty()) {
      return config;
    }
    String pem = pem("PUBLIC KEY", PAIR.getPublic());
    EdgeConfig replaced =
        config.withPublicKeys(
            config.publicKeys().stream()
                .map(key -> new PublicKeyConfig(key.id(), key.name(), pem))
                .toList());
    for (KeyGroupConfig group : config.keyGroups()) {
      if (!group.publicKeyIds().isEmpty()) {
        groupKeys.put(group.id(), group.publicKeyIds().get(0));
      }
    }
    return replaced;
  }

  UrlSigner urls(String keyGroup) {
    return UrlSigner.of(keyOf(keyGroup), pem("PRIVATE KEY", PAIR.getPrivate()));
  }

  CookieIssuer cookies(String keyGroup) {
    return CookieIssuer.of(keyOf(keyGroup), pem("PRIVATE KEY", PAIR.getPrivate()));
  }

  private String keyOf(String keyGroup) {
    String key = groupKeys.get(keyGroup);
    if (key == null) {
      throw new IllegalArgumentException(
          "no key group has the id \"" + keyGroup + "\"; expected one of " + groupKeys.keySet());
    }
    return key;
  }

  private static String pem(String label, Key key) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getEncoded());
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no P-256", e);
    }
  }
}

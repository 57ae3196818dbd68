// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The digests of one context, kept because to look one up costs more than to use it. */
final class Digests {
  private final Map<String, MessageDigest> digests = new HashMap<>();
  private final Map<String, Mac> macs = new HashMap<>();

  byte[] digest(String algorithm, byte @Nullable [] key, byte[] data) {
    try {
      return key == null ? hash(algorithm, data) : hmac(algorithm, key, data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " is missing in this Java runtime", e);
    }
  }

  private byte[] hash(String algorithm, byte[] data) throws GeneralSecurityException {
    MessageDigest digest = digests.get(algorithm);
    if (digest == null) {
      digest = MessageDigest.getInstance(javaName(algorithm));
      digests.put(algorithm, digest);
    }
    return digest.digest(data);
  }

  private byte[] hmac(String algorithm, byte[] key, byte[] data) throws GeneralSecurityException {
    String name = "Hmac" + javaName(algorithm).replace("-", "");
    Mac mac = macs.get(algorithm);
    if (mac == null) {
      mac = Mac.getInstance(name);
      macs.put(algorithm, mac);
    }
    // An empty key is the same as one zero byte, which the Java key allows.
    mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
    return mac.doFinal(data);
  }

  private static String javaName(String algorithm) {
    return switch (algorithm) {
      case "md5" -> "MD5";
      case "sha1" -> "SHA-1";
      case "sha256" -> "SHA-256";
      case "sha384" -> "SHA-384";
      default -> "SHA-512";
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two forms that nearly all keys come in, read by the JDK alone. Bouncy Castle knows every form
 * and says best what is wrong, but loading it takes a start more than a tenth of a second; so it is
 * asked only about what this class does not take.
 */
final class UsualPem {
  private static final Pattern PUBLIC = block("PUBLIC KEY");
  private static final Pattern PRIVATE = block("PRIVATE KEY");

  /** The object identifier of RSA as RFC 8017 has it, encoded. */
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d010101");

  /** Those of an elliptic curve's key and of the curve P-256, RFC 5480. */
  private static final byte[] P256 =
      HexFormat.of().parseHex("06072a8648ce3d020106082a8648ce3d030107");

  /** An algorithm begins after at most this many bytes: three heads and a version. */
  private static final int LAST_START = 11;

  private UsualPem() {}

  private static Pattern block(String name) {
    return Pattern.compile(
        "\\s*-----BEGIN " + name + "-----\\s+([A-Za-z0-9+/=\\s]+)-----END " + name + "-----\\s*");
  }

  /** The key in a single block {@code PUBLIC KEY} of RSA or P-256, or null. */
  static @Nullable PublicKey publicKey(String pem) {
    byte[] encoded = encoded(PUBLIC.matcher(pem));
    String algorithm = algorithm(encoded);
    if (algorithm == null) {
      return null;
    }
    try {
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /** The key in a single block {@code PRIVATE KEY} of RSA or P-256, or null. */
  static @Nullable PrivateKey privateKey(String pem) {
    byte[] encoded = encoded(PRIVATE.matcher(pem));
    String algorithm = algorithm(encoded);
    if (algorithm == null) {
      return null;
    }
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static byte[] encoded(Matcher block) {
    if (!block.matches()) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static @Nullable String algorithm(byte[] encoded) {
    for (int start = 0; start <= LAST_START; start++) {
      if (has(encoded, start, P256)) {
        return "EC";
      }
      if (has(encoded, start, RSA)) {
        return "RSA";
      }
    }
    return null;
  }

  private static boolean has(byte[] encoded, int start, byte[] identifier) {
    int end = start + identifier.length;
    return end <= encoded.length
        && Arrays.equals(encoded, start, end, identifier, 0, identifier.length);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The hash of a signature, which a request chooses apart from the key. */
public enum SignatureHash {
  SHA1(1, "SHA1", "SHA-1", "SHA1withRSA"),
  SHA256(2, "SHA256", "SHA-256", "SHA256withRSA");

  private final byte code;
  private final String token;
  private final String digest;
  private final String rsaAlgorithm;

  SignatureHash(int code, String token, String digest, String rsaAlgorithm) {
    this.code = (byte) code;
    this.token = token;
    this.digest = digest;
    this.rsaAlgorithm = rsaAlgorithm;
  }

  /** The value of {@code Hash-Algorithm} that names this hash. */
  public String token() {
    return token;
  }

  /** A byte that stands for this hash in what is remembered. */
  byte code() {
    return code;
  }

  String rsaAlgorithm() {
    return rsaAlgorithm;
  }

  byte[] digest(byte[] text) {
    return newDigest().digest(text);
  }

  MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + digest, e);
    }
  }

  /** The hash that a request names: SHA1 if it names none, null if it names one unknown to us. */
  public static @Nullable SignatureHash named(@Nullable String token) {
    if (token == null || token.equals(SHA1.token)) {
      return SHA1;
    }
    return token.equals(SHA256.token) ? SHA256 : null;
  }
}

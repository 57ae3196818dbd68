// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 over a canonical request. */
public final class SigV4 {

  /** The only algorithm. */
  public static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /** Stands for the hash of a body that is not known before it is sent. */
  public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  /** The hash of no body. */
  public static final String NO_PAYLOAD =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SigV4() {}

  /** A moment as the header X-Amz-Date has it; its first eight characters are the day. */
  public static String date(Instant moment) {
    return DATE.format(moment);
  }

  /** The signature of a canonical request in lower-case hexadecimal digits. */
  public static String signature(
      String secretAccessKey, String date, SigningScope scope, String canonicalRequest) {
    String signed =
        ALGORITHM
            + '\n'
            + date
            + '\n'
            + scope
            + '\n'
            + HexFormat.of().formatHex(hash(canonicalRequest));
    return HexFormat.of().formatHex(hmac(key(secretAccessKey, scope), signed));
  }

  /** The value of the header Authorization. */
  public static String authorization(
      String accessKeyId, SigningScope scope, String signedNames, String signature) {
    return ALGORITHM
        + " Credential="
        + accessKeyId
        + '/'
        + scope
        + ", SignedHeaders="
        + signedNames
        + ", Signature="
        + signature;
  }

  private static byte[] key(String secretAccessKey, SigningScope scope) {
    byte[] secret = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    byte[] day = hmac(secret, scope.date());
    return hmac(hmac(hmac(day, scope.region()), scope.service()), "aws4_request");
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}

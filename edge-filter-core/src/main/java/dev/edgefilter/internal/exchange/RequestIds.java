// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids in CloudFront's form: 56 characters, base64 of 40 bytes with padding. */
final class RequestIds {

  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.ISO_8859_1);

  private static final int RANDOM_CHARACTERS = 54;

  /** An id is copied out of it at once, so that making one costs no second array. */
  private static final ThreadLocal<byte[]> SCRATCH =
      ThreadLocal.withInitial(() -> new byte[RANDOM_CHARACTERS + 2]);

  private RequestIds() {}

  static String next() {
    byte[] id = SCRATCH.get();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long bits = 0;
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      if (i % 10 == 0) {
        bits = random.nextLong();
      }
      id[i] = ALPHABET[(int) (bits & 63)];
      bits >>>= 6;
    }
    id[RANDOM_CHARACTERS] = '=';
    id[RANDOM_CHARACTERS + 1] = '=';
    return new String(id, StandardCharsets.ISO_8859_1);
  }
}

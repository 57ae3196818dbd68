// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.crash;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredHead;
import java.nio.ByteBuffer;
import java.util.List;

/** Responses whose bytes follow from their key and version, for whoever has to check them. */
final class CrashData {
  static final String DISTRIBUTION = "E1";
  static final int GROUPS = 24;
  static final int KEYS_PER_GROUP = 20;
  static final int KEYS = GROUPS * KEYS_PER_GROUP;

  private static final String VERSION = "X-Version";
  private static final String REFRESHED = "X-Refreshed";

  private CrashData() {}

  static String prefix(int group) {
    return "/g" + group + "/";
  }

  static CacheKey key(int number) {
    String path = prefix(number / KEYS_PER_GROUP) + number % KEYS_PER_GROUP;
    return new CacheKey(DISTRIBUTION, path, null, new String[] {});
  }

  /** A head whose length differs from one refresh to the next. */
  static StoredHead head(long version, long refreshed) {
    Headers headers =
        Headers.of(
            VERSION,
            Long.toString(version),
            REFRESHED,
            Long.toString(refreshed),
            "X-Padding",
            "x".repeat((int) (refreshed * 37 % 100)));
    return new StoredHead(
        200,
        headers,
        List.of(),
        List.of(),
        1_000,
        0,
        60_000,
        0,
        -1,
        false,
        false,
        null,
        HttpDate.INVALID,
        List.of());
  }

  static long version(StoredHead head) {
    return number(head, VERSION);
  }

  static long refreshed(StoredHead head) {
    return number(head, REFRESHED);
  }

  /** From 1 KB to 3 MB, mostly small. */
  static int length(int key, long version) {
    long random = mix(key * 1_000_003L + version) >>> 1;
    int size = (int) (random % 100);
    if (size < 75) {
      return 1_000 + (int) (random / 100 % 20_000);
    }
    return size < 96
        ? 20_000 + (int) (random / 100 % 300_000)
        : 300_000 + (int) (random / 100 % 2_700_000);
  }

  static byte[] body(int key, long version) {
    byte[] bytes = new byte[length(key, version)];
    ByteBuffer words = ByteBuffer.wrap(bytes);
    long seed = mix(key * 31L + version * 1_000_000_007L);
    int at = 0;
    while (at + Long.BYTES <= bytes.length) {
      words.putLong(at, seed + at * 0x9e3779b97f4a7c15L);
      at += Long.BYTES;
    }
    return bytes;
  }

  private static long number(StoredHead head, String name) {
    String value = head.headers().first(name);
    return value == null ? -1 : Long.parseLong(value);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.CacheKey;

/** Paths with query, made comparable: percent-encoded unreserved characters are written plain. */
final class PathText {
  private PathText() {}

  /** The comparable path and query of a key. */
  static String of(CacheKey key) {
    return normalize(key.pathAndQuery());
  }

  /** Decodes what RFC 3986, 2.3 calls unreserved and leaves everything else as it is. */
  static String normalize(String text) {
    int escape = text.indexOf('%');
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int copied = 0;
    while (escape >= 0) {
      int value = escape + 2 < text.length() ? hex(text, escape + 1) : -1;
      if (value >= 0 && isUnreserved((char) value)) {
        plain.append(text, copied, escape).append((char) value);
        copied = escape + 3;
        escape = text.indexOf('%', copied);
      } else {
        escape = text.indexOf('%', escape + 1);
      }
    }
    return plain.append(text, copied, text.length()).toString();
  }

  static int hash(String distributionId, String normalized) {
    return distributionId.hashCode() * 31 + normalized.hashCode();
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import org.jspecify.annotations.Nullable;

/**
 * A validator as in {@code ETag} (RFC 9110, 8.8.3).
 *
 * @param opaque the text between the quotes
 * @param weak whether it is marked {@code W/}
 */
public record EntityTag(String opaque, boolean weak) {
  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if the text holds a quote, a blank or a control character
   */
  public EntityTag {
    for (int i = 0; i < opaque.length(); i++) {
      if (!isOpaque(opaque.charAt(i))) {
        throw new IllegalArgumentException("entity tag has a forbidden character at index " + i);
      }
    }
  }

  /** Parses one entity tag, blanks around it allowed; null if it is absent or malformed. */
  public static @Nullable EntityTag parse(@Nullable String value) {
    if (value == null) {
      return null;
    }
    int start = Ascii.skipBlanks(value, 0, value.length());
    int end = Ascii.trimEnd(value, start, value.length());
    return endAt(value, start, end) == end && start < end ? read(value, start, end) : null;
  }

  /** Strong comparison: equal and neither of them weak (RFC 9110, 8.8.3.2). */
  public boolean matchesStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Weak comparison: equal, whether weak or not (RFC 9110, 8.8.3.2). */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /** The form in which it is sent. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }

  /** The index after the entity tag that begins at {@code start}, or -1 if none does. */
  static int endAt(String text, int start, int end) {
    int quote = start + (text.startsWith("W/", start) ? 2 : 0);
    if (quote >= end || text.charAt(quote) != '"') {
      return -1;
    }
    for (int i = quote + 1; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (!isOpaque(c)) {
        return -1;
      }
    }
    return -1;
  }

  /** The entity tag that fills the region, which {@link #endAt} has found. */
  static EntityTag read(String text, int start, int end) {
    boolean weak = text.charAt(start) == 'W';
    return new EntityTag(text.substring(start + (weak ? 3 : 1), end - 1), weak);
  }

  private static boolean isOpaque(char c) {
    return c > ' ' && c != '"' && c != 0x7f;
  }
}

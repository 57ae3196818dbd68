// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The line of a response's head that names a transfer coding without chunks. */
final class CodingLine {

  private static final String NAME = "Transfer-Encoding";
  private static final String LENGTH = "Content-Length";
  private static final String CHUNKED = "chunked";

  /** As long as the name, whose place it takes. */
  static final String ALIAS = "X-Transfer-Coding";

  private CodingLine() {}

  /**
   * Gives the line another name. A head is left alone when it is not all there, has no such line or
   * several, tells a length as well, or says chunked.
   *
   * @param head from behind the status line on; its position stays
   * @return whether a line was renamed
   */
  static boolean rename(ByteBuffer head) {
    int found = -1;
    int line = head.position();
    int end = endOf(line, head);
    while (end >= 0 && !isBlank(line, end, head)) {
      if (names(LENGTH, line, end, head)) {
        return false;
      }
      if (names(NAME, line, end, head)) {
        if (found >= 0 || says(CHUNKED, line, end, head)) {
          return false;
        }
        found = line;
      }
      line = end + 1;
      end = endOf(line, head);
    }
    if (found < 0 || end < 0) {
      return false;
    }
    head.put(found, ALIAS.getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  /** The index of the line's end, or -1. */
  private static int endOf(int line, ByteBuffer head) {
    for (int i = line; i < head.limit(); i++) {
      if (head.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isBlank(int line, int end, ByteBuffer head) {
    return end == line || (end == line + 1 && head.get(line) == '\r');
  }

  private static boolean names(String name, int line, int end, ByteBuffer head) {
    int colon = line + name.length();
    return colon < end && head.get(colon) == ':' && isAt(line, name, head);
  }

  private static boolean says(String word, int line, int end, ByteBuffer head) {
    for (int i = line; i + word.length() <= end; i++) {
      if (isAt(i, word, head)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(int index, String word, ByteBuffer head) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.toLowerCase((char) head.get(index + i))
          != Character.toLowerCase(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}

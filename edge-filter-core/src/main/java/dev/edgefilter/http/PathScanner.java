// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import dev.edgefilter.http.UriPath.Fault;
import java.util.EnumSet;

/** Reads a raw path as different containers would, and notes every fault it meets. */
final class PathScanner {
  /** Segment state: anything but dots was met. */
  private static final int NAMED = 3;

  private final String path;
  private final EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
  private int dots;

  PathScanner(String path) {
    this.path = path;
  }

  EnumSet<Fault> scan() {
    int i = 0;
    while (i < path.length()) {
      i += path.charAt(i) == '%' ? escape(i) : plain(i);
    }
    endSegment();
    return faults;
  }

  /** Looks at a character that is not escaped; returns how many it took. */
  private int plain(int i) {
    int c = path.codePointAt(i);
    if (c == '\\') {
      faults.add(Fault.BACKSLASH);
    } else if (c == 0xfffd || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      faults.add(Fault.OVERLONG_OR_BROKEN_UTF8);
    }
    character(c);
    return Character.charCount(c);
  }

  /** Looks at an escape, of several bytes perhaps; returns how many characters it took. */
  private int escape(int i) {
    int c = PercentCoding.codePoint(path, i);
    if (c == PercentCoding.BAD_ESCAPE) {
      faults.add(Fault.MALFORMED_PERCENT);
      dots = NAMED;
      return 1;
    }
    if (c == PercentCoding.BAD_UTF8) {
      faults.add(Fault.OVERLONG_OR_BROKEN_UTF8);
      dots = NAMED;
      return 3;
    }
    if (c == '/') {
      faults.add(Fault.ENCODED_SLASH);
    } else if (c == '\\') {
      faults.add(Fault.ENCODED_BACKSLASH);
    } else if (c == '%' && escapesAgain(i + 3)) {
      faults.add(Fault.DOUBLE_ENCODED);
    }
    character(c);
    return PercentCoding.escapeLength(c);
  }

  private void character(int c) {
    if (c == 0) {
      faults.add(Fault.NUL);
    } else if (Character.isISOControl(c)) {
      faults.add(Fault.CONTROL);
    }
    if (c == '/' || c == '\\') {
      endSegment();
    } else if (c == ';') {
      // Containers cut parameters off, so "..;x" is ".." to them.
      faults.add(Fault.PATH_PARAMETER);
      endSegment();
      dots = NAMED;
    } else {
      dots = c == '.' && dots < NAMED ? dots + 1 : NAMED;
    }
  }

  private void endSegment() {
    if (dots == 1 || dots == 2) {
      faults.add(Fault.DOT_SEGMENT);
    }
    dots = 0;
  }

  /**
   * Whether what follows an encoded percent sign is, once decoded, the rest of a harmful escape.
   */
  private boolean escapesAgain(int i) {
    int high = Ascii.hexValue(decodedAt(i));
    int low = Ascii.hexValue(decodedAt(i + decodedLength(i)));
    if (high < 0 || low < 0) {
      return false;
    }
    int value = high << 4 | low;
    return switch (value) {
      case '.', '/', '\\', ';', '%' -> true;
      default -> value < ' ' || value >= 0x7f;
    };
  }

  /** The ASCII character at {@code i}, decoded if it is escaped; U+0000 if there is none. */
  private char decodedAt(int i) {
    if (i >= path.length()) {
      return 0;
    }
    int value = PercentCoding.escapedByte(path, i);
    return value < 0 ? path.charAt(i) : (char) value;
  }

  private int decodedLength(int i) {
    return PercentCoding.escapedByte(path, i) < 0 ? 1 : 3;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One line in the making: fields between tabs, encoded as CloudFront's logs are. */
final class AccessLogLine {

  /** Besides controls, the space and what is not ASCII (CloudFront: log file fields). */
  private static final String ENCODED = "<>\"#%{}|\\^~[]'`";

  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder line;

  AccessLogLine(int usualLength) {
    this.line = new StringBuilder(usualLength);
  }

  private void next() {
    if (line.length() > 0) {
      line.append('\t');
    }
  }

  void unknown() {
    next();
    line.append('-');
  }

  /** A value without anything to encode. */
  void plain(String value) {
    next();
    line.append(value);
  }

  void number(long value) {
    next();
    line.append(value);
  }

  /** Milliseconds as seconds with three decimals. */
  void seconds(long millis) {
    next();
    line.append(millis / 1000).append('.');
    long rest = millis % 1000;
    line.append(rest < 100 ? "0" : "").append(rest < 10 ? "0" : "").append(rest);
  }

  /** A date or a time. */
  void triple(int first, int second, int third, char separator) {
    next();
    twoDigits(first);
    line.append(separator);
    twoDigits(second);
    line.append(separator);
    twoDigits(third);
  }

  private void twoDigits(int value) {
    line.append(value < 10 ? "0" : "").append(value);
  }

  /** A value from outside; a dash when it is missing or empty. */
  void text(@Nullable String value) {
    next();
    if (value == null || value.isEmpty()) {
      line.append('-');
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > ' ' && c < 127 && ENCODED.indexOf(c) < 0) {
        line.append(c);
      } else if (c < 256) {
        encode(c); // a header's byte, or an ASCII character
      } else {
        i += encodeWide(value, i);
      }
    }
  }

  private void encode(int octet) {
    line.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
  }

  /** A character that is no byte, as UTF-8; returns how many more chars it took. */
  private int encodeWide(String value, int index) {
    int count = Character.charCount(value.codePointAt(index));
    byte[] octets = value.substring(index, index + count).getBytes(StandardCharsets.UTF_8);
    for (byte octet : octets) {
      encode(octet & 255);
    }
    return count - 1;
  }

  String end() {
    return line.append('\n').toString();
  }
}

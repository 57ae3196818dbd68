// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

/** Header sections in one line of a test table. */
public final class HeaderLines {
  private HeaderLines() {}

  /**
   * Headers from {@code "Age: 5 / Expires: @+60"}; {@code @} and a number of seconds is the date
   * that many seconds after now. A dash or null is no header.
   */
  public static Headers of(String text, long nowMillis) {
    Headers.Builder headers = Headers.builder();
    if (text == null || text.equals("-")) {
      return headers.build();
    }
    for (String line : text.split(" / ", -1)) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).trim();
      boolean date = value.matches("@[+-]?\\d+");
      headers.add(
          line.substring(0, colon),
          date ? HttpDate.format(nowMillis + Long.parseLong(value.substring(1)) * 1000) : value);
    }
    return headers.build();
  }
}

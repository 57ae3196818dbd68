// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

/** Recognises host names. */
public final class HostNames {
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  private HostNames() {}

  /**
   * Whether a text is a host name: labels of letters, digits, hyphens and underscores, at most 63
   * characters each and 253 in all. Addresses of IPv4 are of that form, too.
   */
  public static boolean isHostName(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    for (String label : name.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a host name is taken for an address of IPv4 by whoever looks it up: its last label is a
   * number, as in {@code 10.0.0.1}, {@code 127.1}, {@code 2130706433} and {@code 0x7f000001}. No
   * top-level domain is one.
   */
  public static boolean endsInNumber(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    boolean hex = last.startsWith("0x") || last.startsWith("0X");
    for (int i = hex ? 2 : 0; i < last.length(); i++) {
      char c = last.charAt(i);
      if (hex ? Ascii.hexValue(c) < 0 : !Ascii.isDigit(c)) {
        return false;
      }
    }
    return !last.isEmpty();
  }

  /** The name in lower case, as names are compared. */
  public static String lower(String name) {
    return Ascii.lower(name);
  }

  private static boolean isLabel(String label) {
    if (label.isEmpty()
        || label.length() > LONGEST_LABEL
        || label.startsWith("-")
        || label.endsWith("-")) {
      return false;
    }
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }
}

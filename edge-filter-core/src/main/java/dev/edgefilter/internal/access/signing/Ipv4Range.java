// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import org.jspecify.annotations.Nullable;

/** An IPv4 address or CIDR range as a policy's {@code AWS:SourceIp} writes it. */
public final class Ipv4Range {
  private static final String MAPPED = "::ffff:";

  private final long network;
  private final int prefixBits;

  private Ipv4Range(long network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /** Reads {@code a.b.c.d} or {@code a.b.c.d/n}; null for anything else, IPv6 included. */
  public static @Nullable Ipv4Range parse(String text) {
    int slash = text.indexOf('/');
    long address = address(text, 0, slash < 0 ? text.length() : slash);
    long bits = slash < 0 ? 32 : number(text, slash + 1, text.length(), 32);
    if (address < 0 || bits < 0) {
      return null;
    }
    return new Ipv4Range(address >>> (32 - bits), (int) bits);
  }

  /** Whether a viewer's address lies in the range; an IPv6 address never does, unless mapped. */
  public boolean contains(String viewerAddress) {
    int start = viewerAddress.regionMatches(true, 0, MAPPED, 0, MAPPED.length()) ? 7 : 0;
    long address = address(viewerAddress, start, viewerAddress.length());
    return address >= 0 && address >>> (32 - prefixBits) == network;
  }

  /** The 32 bits of a dotted address, or -1. */
  private static long address(String text, int start, int end) {
    long address = 0;
    int from = start;
    for (int part = 0; part < 4; part++) {
      int dot = part == 3 ? end : text.indexOf('.', from);
      long octet = dot < 0 || dot > end ? -1 : number(text, from, dot, 255);
      if (octet < 0) {
        return -1;
      }
      address = address << 8 | octet;
      from = dot + 1;
    }
    return address;
  }

  /**
   * A decimal number; -1 if it is above the maximum or has a leading zero, which some read as
   * octal.
   */
  private static long number(String text, int start, int end, int max) {
    int digits = end - start;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(start) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value > max ? -1 : value;
  }
}

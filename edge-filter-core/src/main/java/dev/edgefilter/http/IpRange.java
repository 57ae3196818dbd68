// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import org.jspecify.annotations.Nullable;

/**
 * All addresses that begin with the same bits.
 *
 * @param first the lowest of them
 * @param last the highest of them
 */
public record IpRange(IpAddress first, IpAddress last) {
  /** Reads {@code address/bits}, or one address; null when it is neither. */
  public static @Nullable IpRange parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int most = address.ipv6() ? 128 : 32;
    int bits = slash < 0 ? most : bits(text, slash + 1);
    return bits < 0 || bits > most ? null : of(address, bits);
  }

  private static int bits(String text, int start) {
    int length = text.length() - start;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(start) == '0')) {
      return -1;
    }
    int bits = 0;
    for (int i = start; i < text.length(); i++) {
      if (!Ascii.isDigit(text.charAt(i))) {
        return -1;
      }
      bits = bits * 10 + text.charAt(i) - '0';
    }
    return bits;
  }

  private static IpRange of(IpAddress address, int bits) {
    if (!address.ipv6()) {
      long rest = 0xffff_ffffL >>> bits;
      return new IpRange(
          new IpAddress(false, 0, address.low() & ~rest),
          new IpAddress(false, 0, address.low() | rest));
    }
    long high = bits >= 64 ? 0 : -1L >>> bits;
    long low = bits <= 64 ? -1 : bits == 128 ? 0 : -1L >>> (bits - 64);
    return new IpRange(
        new IpAddress(true, address.high() & ~high, address.low() & ~low),
        new IpAddress(true, address.high() | high, address.low() | low));
  }

  /** Whether an address is one of them. */
  public boolean contains(IpAddress address) {
    return first.compareTo(address) <= 0 && last.compareTo(address) >= 0;
  }
}

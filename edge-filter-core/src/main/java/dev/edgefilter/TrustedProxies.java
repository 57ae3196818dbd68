// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose word about the viewer is believed: addresses and ranges of the proxies in front. */
public final class TrustedProxies {

  private static final TrustedProxies NOBODY =
      new TrustedProxies(List.of(), ForwardedHeader.X_FORWARDED);

  private static final class Range {
    private final byte[] address;
    private final int bits;

    Range(byte[] address, int bits) {
      this.address = address;
      this.bits = bits;
    }
  }

  private final List<Range> ranges;
  private final ForwardedHeader header;

  private TrustedProxies(List<Range> ranges, ForwardedHeader header) {
    this.ranges = List.copyOf(ranges);
    this.header = header;
  }

  /**
   * Reads addresses and ranges.
   *
   * @throws IllegalArgumentException when one is neither an address nor a range
   */
  public static TrustedProxies of(List<String> addresses) {
    return of(addresses, ForwardedHeader.X_FORWARDED);
  }

  /**
   * The same with the header that these proxies write.
   *
   * @throws IllegalArgumentException when one is neither an address nor a range
   */
  public static TrustedProxies of(List<String> addresses, ForwardedHeader header) {
    if (addresses.isEmpty()) {
      return NOBODY;
    }
    List<Range> ranges = new ArrayList<>();
    for (String address : addresses) {
      ranges.add(range(address.trim()));
    }
    return new TrustedProxies(ranges, header);
  }

  /** The header that the proxies write; another one may come from viewers unchecked. */
  public ForwardedHeader header() {
    return header;
  }

  /** True for the text of an IPv4 or IPv6 address, without brackets and port. */
  public static boolean isAddress(String text) {
    return parse(text) != null;
  }

  /** Whether nobody is trusted, so that no address need be asked about. */
  public boolean trustNobody() {
    return ranges.isEmpty();
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    byte[] address = parse(slash < 0 ? text : text.substring(0, slash));
    int most = address == null ? 0 : address.length * 8;
    int bits = slash < 0 ? most : number(text.substring(slash + 1));
    if (address == null || bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "trusted proxy \"" + text + "\" is neither an address nor a range such as 10.0.0.0/8");
    }
    return new Range(address, bits);
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 3) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(text);
  }

  /** The bytes of a literal address; null for anything that would need a look-up of names. */
  private static byte @Nullable [] parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
        return null;
      }
    }
    boolean literal = text.indexOf(':') >= 0 || (text.indexOf('.') > 0 && digitsOnly(text));
    if (!literal) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean digitsOnly(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /** True when nobody is believed. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** True when the peer with this literal address is believed. */
  public boolean trusts(String peer) {
    if (ranges.isEmpty()) {
      return false;
    }
    byte[] address = parse(peer);
    if (address == null) {
      return false;
    }
    for (Range range : ranges) {
      if (range.address.length == address.length
          && samePrefix(range.address, address, range.bits)) {
        return true;
      }
    }
    return false;
  }

  private static boolean samePrefix(byte[] one, byte[] other, int bits) {
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (one[i] != other[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || (one[whole] & 0xFF) >> (8 - rest) == (other[whole] & 0xFF) >> (8 - rest);
  }
}

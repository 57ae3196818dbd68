// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, read from a literal without asking any name server.
 *
 * <p>An IPv4 address written as IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4 address, because
 * containers that listen on both print it that way.
 *
 * @param ipv6 whether it is an IPv6 address
 * @param high the upper 64 bits of an IPv6 address, else 0
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(boolean ipv6, long high, long low) implements Comparable<IpAddress> {
  private static final int GROUPS = 8;

  /** Reads a literal, in brackets or with a zone or not; null when it is none. */
  public static @Nullable IpAddress parse(String literal) {
    int start = 0;
    int end = literal.length();
    if (end > 1 && literal.charAt(0) == '[' && literal.charAt(end - 1) == ']') {
      start = 1;
      end--;
    }
    int zone = literal.indexOf('%');
    if (zone >= 0) {
      if (literal.lastIndexOf(':', zone) < 0 || !isZone(literal, zone + 1, end)) {
        return null;
      }
      end = zone;
    }
    int colon = literal.indexOf(':');
    if (colon >= 0) {
      return colon < end && end - start <= 45 ? ipv6(literal, start, end) : null;
    }
    long bits = start == 0 ? ipv4(literal, 0, end) : -1;
    return bits < 0 ? null : new IpAddress(false, 0, bits);
  }

  /** The name or number of an interface. */
  private static boolean isZone(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return start < end;
  }

  /** The 32 bits of a dotted address, or -1. */
  private static long ipv4(String text, int start, int end) {
    long bits = 0;
    int parts = 0;
    int at = start;
    while (at < end) {
      int part = 0;
      int digits = 0;
      while (at < end && Ascii.isDigit(text.charAt(at))) {
        part = part * 10 + text.charAt(at++) - '0';
        if (++digits > 3) {
          return -1;
        }
      }
      // A leading zero means octal to some readers, so it means nothing here.
      if (digits == 0 || part > 255 || (digits > 1 && text.charAt(at - digits) == '0')) {
        return -1;
      }
      bits = bits << 8 | part;
      parts++;
      if (at < end && (text.charAt(at++) != '.' || parts == 4 || at == end)) {
        return -1;
      }
    }
    return parts == 4 ? bits : -1;
  }

  private static @Nullable IpAddress ipv6(String text, int start, int end) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    int at = start;
    if (text.startsWith("::", at)) {
      gap = 0;
      at += 2;
    } else if (text.charAt(at) == ':') {
      return null;
    }
    while (at < end) {
      int next = groupEnd(text, at, end);
      if (next < end && text.charAt(next) == '.') {
        long bits = count <= GROUPS - 2 ? ipv4(text, at, end) : -1;
        if (bits < 0) {
          return null;
        }
        groups[count++] = (int) (bits >> 16);
        groups[count++] = (int) (bits & 0xffff);
        at = end;
        break;
      }
      if (next == at || next - at > 4 || count == GROUPS) {
        return null;
      }
      groups[count++] = Integer.parseInt(text, at, next, 16);
      at = next;
      if (at < end) {
        if (text.charAt(at) != ':') {
          return null;
        }
        at++;
        if (at < end && text.charAt(at) == ':') {
          if (gap >= 0) {
            return null;
          }
          gap = count;
          at++;
        } else if (at == end) {
          return null;
        }
      }
    }
    if (gap < 0 ? count != GROUPS : count == GROUPS) {
      return null;
    }
    return of(groups, count, gap);
  }

  private static int groupEnd(String text, int start, int end) {
    int at = start;
    while (at < end && Ascii.hexValue(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static IpAddress of(int[] groups, int count, int gap) {
    long[] halves = new long[2];
    for (int i = 0; i < GROUPS; i++) {
      int from = gap < 0 || i < gap ? i : i - (GROUPS - count);
      int group = gap >= 0 && i >= gap && from < gap ? 0 : groups[from];
      halves[i / 4] = halves[i / 4] << 16 | group;
    }
    boolean mapped = halves[0] == 0 && halves[1] >>> 32 == 0xffff;
    return mapped
        ? new IpAddress(false, 0, halves[1] & 0xffff_ffffL)
        : new IpAddress(true, halves[0], halves[1]);
  }

  /** IPv4 before IPv6, then by value. */
  @Override
  public int compareTo(IpAddress other) {
    int versions = Boolean.compare(ipv6, other.ipv6);
    if (versions != 0) {
      return versions;
    }
    int highs = Long.compareUnsigned(high, other.high);
    return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Normalizes raw request paths for matching, and finds those that can be read in two ways. */
public final class UriPath {
  private UriPath() {}

  /** What makes a path ambiguous or broken, the gravest first. */
  public enum Fault {
    /** Nothing is wrong. */
    NONE,
    /** U+0000, encoded or not. */
    NUL,
    /** Another control character, encoded or not. */
    CONTROL,
    /** A percent sign without two hexadecimal digits. */
    MALFORMED_PERCENT,
    /** Escapes that are not strict UTF-8, a lone surrogate or a replacement character. */
    OVERLONG_OR_BROKEN_UTF8,
    /** A backslash, which some take for a slash. */
    BACKSLASH,
    /** {@code %5c}. */
    ENCODED_BACKSLASH,
    /** A segment {@code .} or {@code ..}, also encoded or with path parameters. */
    DOT_SEGMENT,
    /** {@code %2f}. */
    ENCODED_SLASH,
    /** An encoded percent sign that decodes to the escape of one of the characters above. */
    DOUBLE_ENCODED,
    /** A semicolon, encoded or not; containers cut it and what follows off. */
    PATH_PARAMETER
  }

  /** The gravest fault of a raw path; {@link Fault#NONE} if there is none. */
  public static Fault check(String rawPath) {
    if (isPlain(rawPath)) {
      return Fault.NONE;
    }
    Set<Fault> faults = new PathScanner(rawPath).scan();
    return faults.isEmpty() ? Fault.NONE : faults.iterator().next();
  }

  /** All faults of a raw path, the gravest first; an unmodifiable set, perhaps empty. */
  public static Set<Fault> faults(String rawPath) {
    return Collections.unmodifiableSet(
        isPlain(rawPath) ? EnumSet.noneOf(Fault.class) : new PathScanner(rawPath).scan());
  }

  /** Whether a path is of harmless characters alone, so that it needs no closer look. */
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean suspect = c <= ' ' || c > '~' || c == '%' || c == '\\' || c == ';';
      if (suspect || (c == '.' && (i == 0 || path.charAt(i - 1) == '/'))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The form in which a path is matched with patterns: unreserved characters decoded, the digits of
   * other escapes in upper case, dot segments removed, repeated slashes merged, in that order
   * (CloudFront: path patterns; RFC 3986, 6.2.2).
   *
   * <p>Escapes are decoded once. Broken escapes stay, and so does a path that does not begin with a
   * slash. The same text is returned when there is nothing to do.
   */
  public static String normalize(String rawPath) {
    if (isNormal(rawPath) || rawPath.charAt(0) != '/') {
      return rawPath;
    }
    return mergeSlashes(removeDotSegments(decodeUnreserved(rawPath)));
  }

  private static boolean isNormal(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' ? !isNormalEscape(path, i) : c == '/' && !isNormalSegment(path, i + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNormalEscape(String path, int percent) {
    int value = PercentCoding.escapedByte(path, percent);
    if (value < 0) {
      return true;
    }
    return !PercentCoding.isUnreserved(value)
        && path.charAt(percent + 1) < 'a'
        && path.charAt(percent + 2) < 'a';
  }

  private static boolean isNormalSegment(String path, int start) {
    return !path.startsWith("/", start) && dots(path, start) == 0;
  }

  /** 1 or 2 when the segment that begins at {@code start} is as many dots and no more, else 0. */
  private static int dots(CharSequence path, int start) {
    int end = start;
    while (end < path.length() && path.charAt(end) == '.') {
      end++;
    }
    boolean whole = end == path.length() || path.charAt(end) == '/';
    return whole && end - start <= 2 ? end - start : 0;
  }

  private static StringBuilder decodeUnreserved(String path) {
    StringBuilder decoded = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int value = PercentCoding.escapedByte(path, i);
      if (value < 0) {
        decoded.append(path.charAt(i));
        continue;
      }
      i += 2;
      if (PercentCoding.isUnreserved(value)) {
        decoded.append((char) value);
      } else {
        PercentCoding.appendEscape(decoded, value);
      }
    }
    return decoded;
  }

  /** RFC 3986, 5.2.4, for a path that begins with a slash. */
  private static StringBuilder removeDotSegments(StringBuilder path) {
    StringBuilder result = new StringBuilder(path.length());
    int slash = 0;
    while (slash < path.length()) {
      int dots = dots(path, slash + 1);
      int next = path.indexOf("/", slash + 1);
      int end = next < 0 ? path.length() : next;
      if (dots == 0) {
        result.append(path, slash, end);
      } else if (dots == 2) {
        result.setLength(Math.max(0, result.lastIndexOf("/")));
      }
      if (dots > 0 && end == path.length()) {
        result.append('/');
      }
      slash = end;
    }
    return result;
  }

  private static String mergeSlashes(StringBuilder path) {
    int kept = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' || kept == 0 || path.charAt(kept - 1) != '/') {
        path.setCharAt(kept, c);
        kept++;
      }
    }
    path.setLength(kept);
    return path.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.UriPath;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a raw path as the most lenient container or application would. */
final class LenientPath {
  private static final String[][] ALIASES = {
    {"%25", "%"},
    {"%2f", "/"},
    {"%5c", "/"},
    {"%3b", ";"},
    {"%2e", "."},
    {"%c0%af", "/"},
    {"%c0%ae", "."},
    {"%e0%80%af", "/"},
    {"%e0%80%ae", "."},
  };

  private LenientPath() {}

  /** With hidden slashes, dots and semicolons shown, and path parameters gone; normalized. */
  static String of(String rawPath) {
    String shown = shown(shown(rawPath)).replace('\\', '/');
    StringBuilder plain = new StringBuilder(shown.length());
    boolean parameter = false;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        plain.append(c);
      }
    }
    return UriPath.normalize(plain.toString());
  }

  private static String shown(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder shown = new StringBuilder(path.length());
    String lower = path.toLowerCase(Locale.ROOT);
    for (int i = 0; i < path.length(); ) {
      String[] alias = path.charAt(i) == '%' ? alias(lower, i) : null;
      shown.append(alias == null ? String.valueOf(path.charAt(i)) : alias[1]);
      i += alias == null ? 1 : alias[0].length();
    }
    return shown.toString();
  }

  private static String @Nullable [] alias(String lower, int at) {
    for (String[] alias : ALIASES) {
      if (lower.startsWith(alias[0], at)) {
        return alias;
      }
    }
    return null;
  }
}

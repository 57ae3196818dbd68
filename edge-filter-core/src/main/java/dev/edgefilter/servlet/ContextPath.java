// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.UriPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the context path off a raw path, however a viewer spells it: containers find the web app by
 * the path they have decoded and resolved, so {@code /%73hop/a} and {@code //shop/a} are below
 * {@code /shop} as well.
 */
final class ContextPath {
  private ContextPath() {}

  /** The raw path below the context path; null when what is above it is no spelling of that. */
  static @Nullable String below(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    return context == null || context.isEmpty() ? uri : below(uri, context);
  }

  static @Nullable String below(String uri, String context) {
    int length = context.length();
    if (uri.startsWith(context) && (uri.length() == length || uri.charAt(length) == '/')) {
      String rest = rooted(uri, length);
      if (UriPath.check(rest) == UriPath.Fault.NONE) {
        return rest;
      }
    }
    int end = end(uri, segments(context));
    return end < 0 ? null : rooted(uri, end);
  }

  private static String rooted(String uri, int end) {
    return end == uri.length() ? "/" : uri.substring(end);
  }

  /** Where the last part ends that resolves to the context; -1 when none does. */
  private static int end(String uri, List<String> context) {
    List<String> open = new ArrayList<>();
    int found = -1;
    for (int start = 0; start < uri.length(); ) {
      int slash = uri.indexOf('/', start);
      int end = slash < 0 ? uri.length() : slash;
      if (resolve(open, plain(uri, start, end))
          && open.size() == context.size()
          && open.equals(context)) {
        found = end;
      }
      start = end + 1;
    }
    return found;
  }

  private static List<String> segments(String context) {
    List<String> open = new ArrayList<>();
    for (String segment : context.split("/", -1)) {
      resolve(open, plain(segment, 0, segment.length()));
    }
    return open;
  }

  /** Whether the segment leads to another folder. */
  private static boolean resolve(List<String> open, String segment) {
    if (segment.isEmpty() || segment.equals(".")) {
      return false;
    }
    if (!segment.equals("..")) {
      open.add(segment);
    } else if (!open.isEmpty()) {
      open.remove(open.size() - 1);
    }
    return true;
  }

  /** Without path parameters, decoded. */
  private static String plain(String path, int start, int end) {
    String raw = path.substring(start, end);
    int semicolon = raw.indexOf(';');
    raw = semicolon < 0 ? raw : raw.substring(0, semicolon);
    String decoded = PercentCoding.decode(raw);
    return decoded == null ? raw : decoded;
  }
}

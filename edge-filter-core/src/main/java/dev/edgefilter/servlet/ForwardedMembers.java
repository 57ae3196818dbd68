// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes {@code X-Forwarded-For} and {@code Forwarded} (RFC 7239, 4) apart. */
final class ForwardedMembers {

  private ForwardedMembers() {}

  /** All lines of a header, joined. */
  static String lines(HttpServletRequest request, String name) {
    StringBuilder lines = new StringBuilder();
    var values = request.getHeaders(name);
    while (values.hasMoreElements()) {
      lines.append(lines.length() == 0 ? "" : ",").append(values.nextElement());
    }
    return lines.toString();
  }

  /** The members of a list that knows no quotes, without empty ones. */
  static List<String> plain(String list) {
    return split(list, ',', false);
  }

  /**
   * The members of a list, without empty ones; commas in quotes do not count. When a quote does not
   * end, none counts: a viewer may have opened it to swallow what a proxy adds.
   */
  static List<String> split(String list) {
    return split(list, ',', true);
  }

  private static List<String> split(String list, char separator, boolean quotes) {
    List<String> members = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= list.length(); i++) {
      char c = i < list.length() ? list.charAt(i) : separator;
      if (i == list.length() && quoted) {
        return split(list, separator, false);
      }
      if (quoted && c == '\\' && i + 1 < list.length()) {
        i++;
      } else if (quotes && c == '"' && i < list.length()) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        String member = list.substring(start, i).trim();
        if (!member.isEmpty()) {
          members.add(member);
        }
        start = i + 1;
      }
    }
    return members;
  }

  /** A parameter of one element of {@code Forwarded}, without quotes; null when it has none. */
  static @Nullable String parameter(String element, String name) {
    for (String pair : split(element, ';', true)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).trim().equalsIgnoreCase(name)) {
        return unquoted(pair.substring(equals + 1).trim());
      }
    }
    return null;
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      text.append(c == '\\' && i + 2 < value.length() ? value.charAt(++i) : c);
    }
    return text.toString();
  }

  /** The address of a node: without port, and for IPv6 without brackets. */
  static String address(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? node : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    boolean one = colon >= 0 && colon == node.lastIndexOf(':');
    return one ? node.substring(0, colon) : node;
  }

  /** The port of a node; 0 when it has none. */
  static int port(String node) {
    int colon = node.lastIndexOf(':');
    int bracket = node.indexOf(']');
    boolean ported =
        node.startsWith("[") ? bracket > 0 && colon == bracket + 1 : colon == node.indexOf(':');
    if (colon < 0 || !ported || node.length() - colon > 6) {
      return 0;
    }
    try {
      int port = Integer.parseInt(node.substring(colon + 1));
      return port > 0 && port < 65_536 ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

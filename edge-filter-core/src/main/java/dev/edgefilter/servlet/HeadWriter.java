// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets headers on a container's response, touching only what differs from what is set. */
final class HeadWriter {

  private HeadWriter() {}

  /**
   * Removes what is set but not wanted.
   *
   * @return what is still set afterwards
   */
  static Headers removeOthers(HttpServletResponse response, Headers wanted, Headers set) {
    boolean stuck = false;
    Headers.Builder left = null;
    for (int i = 0; i < set.size(); i++) {
      String name = set.name(i);
      if (!wanted.contains(name)) {
        stuck |= !remove(response, name);
        left = left == null ? set.toBuilder() : left;
        left.remove(name);
      }
    }
    if (stuck) {
      // Servlet 6.0 knows no way to remove one header; before the commit all may go.
      response.reset();
      return Headers.EMPTY;
    }
    return left == null ? set : left.build();
  }

  /** Removes one header; false when the container keeps it. */
  private static boolean remove(HttpServletResponse response, String name) {
    if (name.equalsIgnoreCase("Content-Length")) {
      response.setContentLengthLong(-1);
    } else if (name.equalsIgnoreCase("Content-Type")) {
      response.setContentType(null);
    } else {
      response.setHeader(name, null);
    }
    return !response.containsHeader(name);
  }

  /** Sets all headers that are not set to the same values already. */
  static void write(HttpServletResponse response, Headers wanted, Headers set) {
    for (int i = 0; i < wanted.size(); i++) {
      if (set.size() == 0 || !isSame(wanted, set, wanted.name(i))) {
        writeLine(response, wanted, i);
      }
    }
  }

  private static void writeLine(HttpServletResponse response, Headers wanted, int index) {
    if (isFirst(wanted, index)) {
      // setHeader, since containers have put headers of their own, such as Date, already.
      response.setHeader(wanted.name(index), wanted.value(index));
    } else {
      response.addHeader(wanted.name(index), wanted.value(index));
    }
  }

  private static boolean isFirst(Headers headers, int index) {
    String name = headers.name(index);
    for (int i = 0; i < index; i++) {
      if (headers.name(i).equalsIgnoreCase(name)) {
        return false;
      }
    }
    return true;
  }

  /** True when both have exactly the same lines of a name, without making lists. */
  private static boolean isSame(Headers wanted, Headers set, String name) {
    int other = -1;
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.name(i).equalsIgnoreCase(name)) {
        other = next(set, name, other);
        if (other < 0 || !set.value(other).equals(wanted.value(i))) {
          return false;
        }
      }
    }
    return next(set, name, other) < 0;
  }

  private static int next(Headers headers, String name, int after) {
    for (int i = after + 1; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Everything set on a response, whichever way the container keeps it.
   *
   * @param ownServer the container's own {@code Server}, which is left out, as it is on every
   *     response anyway, or null
   */
  static Headers read(
      HttpServletResponse response, long contentLength, @Nullable String ownServer) {
    Headers.Builder headers = Headers.builder();
    for (String name : response.getHeaderNames()) {
      if (headers.contains(name)) {
        continue; // Tomcat lists a name once for each of its lines
      }
      if (name.equalsIgnoreCase("Server") && Objects.equals(response.getHeader(name), ownServer)) {
        continue;
      }
      for (String value : response.getHeaders(name)) {
        headers.add(name, value);
      }
    }
    @Nullable String type = response.getContentType();
    if (type != null && !headers.contains("Content-Type")) {
      headers.add("Content-Type", type);
    }
    if (contentLength >= 0 && !headers.contains("Content-Length")) {
      headers.add("Content-Length", Long.toString(contentLength));
    }
    return headers.build();
  }
}

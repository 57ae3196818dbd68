// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets headers on a container's response, touching only what differs from what is set. */
final class HeadWriter {

  private static final int LAST_BIT = 63;

  private HeadWriter() {}

  /**
   * Removes what is set but not wanted.
   *
   * @param before what stays in any case, because the application has not set it
   * @return what is still set afterwards
   */
  static Headers removeOthers(
      HttpServletResponse response, Headers wanted, Headers set, Headers before) {
    boolean stuck = false;
    Headers.Builder left = null;
    for (int i = 0; i < set.size(); i++) {
      String name = set.name(i);
      if (!wanted.contains(name) && (left == null || left.contains(name))) {
        stuck |= !remove(response, name);
        left = left == null ? set.toBuilder() : left;
        left.remove(name);
        restore(response, before, name);
      }
    }
    if (stuck) {
      // Servlet 6.0 knows no way to remove one header; before the commit all may go.
      response.reset();
      restore(response, before, null);
      return Headers.EMPTY;
    }
    return left == null ? set : left.build();
  }

  /** Forgets all that was set and written, except what was set before the application ran. */
  static void reset(HttpServletResponse response, Headers before) {
    response.reset();
    write(response, before, Headers.EMPTY);
  }

  /** Puts back what was set before the application ran, of one name or of all. */
  private static void restore(
      HttpServletResponse response, Headers before, @Nullable String onlyName) {
    for (int i = 0; i < before.size(); i++) {
      if (onlyName == null || before.name(i).equalsIgnoreCase(onlyName)) {
        response.addHeader(before.name(i), before.value(i));
      }
    }
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
    // Asked before the first line is written, while a container has next to nothing to look
    // through.
    long present = presentLines(response, wanted);
    for (int i = 0; i < wanted.size(); i++) {
      if (set.size() == 0 || !isSame(wanted, set, wanted.name(i))) {
        writeLine(response, wanted, i, (present & 1L << Math.min(i, LAST_BIT)) != 0);
      }
    }
  }

  /** A bit for each line whose name is set already; the last bit stands for all further lines. */
  private static long presentLines(HttpServletResponse response, Headers wanted) {
    long present = wanted.size() > LAST_BIT ? 1L << LAST_BIT : 0;
    // Asking for all names once is cheaper than asking for each: there are one or two as a rule.
    for (String name : response.getHeaderNames()) {
      for (int i = 0; i < wanted.size() && i < LAST_BIT; i++) {
        if (wanted.name(i).equalsIgnoreCase(name)) {
          present |= 1L << i;
        }
      }
    }
    return present;
  }

  /** Adding is cheap; setting makes a container look through all it has. */
  private static void writeLine(
      HttpServletResponse response, Headers wanted, int index, boolean present) {
    if (present && isFirst(wanted, index)) {
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
   * What the application has set on a response, whichever way the container keeps it.
   *
   * @param before what was set before the application ran, by the container or by filters in front:
   *     left out where unchanged, as it is on every response anyway and none of the application's
   */
  static Headers read(HttpServletResponse response, long contentLength, Headers before) {
    Headers.Builder headers = Headers.builder();
    for (String name : response.getHeaderNames()) {
      if (headers.contains(name) || name.startsWith(":")) {
        continue; // Tomcat lists a name once for each of its lines, and the :status of HTTP/2
      }
      Collection<String> values = response.getHeaders(name);
      if (!isUnchanged(name, values, before)) {
        for (String value : values) {
          headers.add(name, value);
        }
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

  /** What controls caching counts whoever has set it, and so does what describes the body. */
  private static boolean isUnchanged(String name, Collection<String> values, Headers before) {
    if (!before.contains(name)
        || name.equalsIgnoreCase("Cache-Control")
        || name.equalsIgnoreCase("Expires")
        || name.equalsIgnoreCase("Vary")
        || name.equalsIgnoreCase("Content-Type")) {
      return false;
    }
    List<String> old = before.all(name);
    return old.size() == values.size() && old.containsAll(values);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.ForwardedIp;
import dev.edgefilter.http.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which address of a request a statement looks at: the viewer's own, or those of a header. */
record AddressSource(@Nullable ForwardedIp forwarded) {
  private static final int MOST = 10;

  /** Whether any of the addresses passes; a header without a valid one comes to its fallback. */
  boolean any(WafRequest request, Predicate<IpAddress> test) {
    ForwardedIp config = forwarded;
    if (config == null) {
      IpAddress address = request.address();
      return address != null && test.test(address);
    }
    String header = request.head.joined(config.headerName());
    if (header == null) {
      return false;
    }
    List<String> members = members(header, config.position());
    boolean valid = false;
    for (String member : members) {
      IpAddress address = IpAddress.parse(member);
      if (address != null) {
        valid = true;
        if (test.test(address)) {
          return true;
        }
      }
    }
    return !valid && config.matchWhenMalformed();
  }

  /**
   * The literal that a rate or a place is found by: null when the header is missing; empty when it
   * holds no valid address.
   */
  @Nullable String literal(WafRequest request) {
    ForwardedIp config = forwarded;
    if (config == null) {
      return request.facts.address();
    }
    String header = request.head.joined(config.headerName());
    if (header == null) {
      return null;
    }
    String first = members(header, ForwardedIp.Position.FIRST).get(0);
    return IpAddress.parse(first) == null ? "" : first;
  }

  /** Whether a header without a valid address counts as a match. */
  boolean malformedMatches() {
    return forwarded != null && forwarded.matchWhenMalformed();
  }

  private static List<String> members(String header, ForwardedIp.Position position) {
    List<String> members = new ArrayList<>();
    switch (position) {
      case FIRST -> {
        int comma = header.indexOf(',');
        members.add((comma < 0 ? header : header.substring(0, comma)).strip());
      }
      case LAST -> members.add(header.substring(header.lastIndexOf(',') + 1).strip());
      case ANY -> {
        int end = header.length();
        while (end >= 0 && members.size() < MOST) {
          int comma = header.lastIndexOf(',', end - 1);
          members.add(header.substring(comma + 1, end).strip());
          end = comma;
        }
      }
    }
    return members;
  }
}

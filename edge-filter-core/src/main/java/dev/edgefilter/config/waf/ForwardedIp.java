// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.Objects;

/**
 * Takes an address from a header in place of the viewer's own.
 *
 * @param headerName the header, such as {@code X-Forwarded-For}
 * @param matchWhenMalformed whether a header without a valid address counts as a match
 * @param position which of several addresses count
 */
public record ForwardedIp(String headerName, boolean matchWhenMalformed, Position position) {
  /** Which addresses of a header count. */
  public enum Position {
    FIRST,
    LAST,
    /** Each of the last ten. */
    ANY
  }

  /** Refuses null. */
  public ForwardedIp {
    Objects.requireNonNull(headerName, "headerName");
    Objects.requireNonNull(position, "position");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

/**
 * How remote origins are spoken to where CloudFront's configuration has no word for it.
 *
 * @param http2 whether HTTP/2 is offered to origins on https; CloudFront itself speaks HTTP/1.1
 * @param interimPassed whether interim responses, such as 103 (Early Hints), go on to viewers;
 *     CloudFront drops them
 */
public record OriginOptions(boolean http2, boolean interimPassed) {

  /** What CloudFront does. */
  public static final OriginOptions DEFAULT = new OriginOptions(false, false);

  /** The same, with HTTP/2 offered or not. */
  public OriginOptions withHttp2(boolean offered) {
    return new OriginOptions(offered, interimPassed);
  }

  /** The same, with interim responses passed or not. */
  public OriginOptions withInterimPassed(boolean passed) {
    return new OriginOptions(http2, passed);
  }
}

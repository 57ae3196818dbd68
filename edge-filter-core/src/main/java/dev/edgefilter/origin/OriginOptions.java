// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

/**
 * How remote origins are spoken to where CloudFront's configuration has no word for it.
 *
 * @param interimPassed whether interim responses, such as 103 (Early Hints), go on to viewers;
 *     CloudFront drops them
 */
public record OriginOptions(boolean interimPassed) {

  /** What CloudFront does. */
  public static final OriginOptions DEFAULT = new OriginOptions(false);

  /** The same, with interim responses passed or not. */
  public OriginOptions withInterimPassed(boolean passed) {
    return new OriginOptions(passed);
  }
}

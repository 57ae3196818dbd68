// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.sigv4;

/**
 * Where a signature holds.
 *
 * @param date the day, as {@code 20260131}
 * @param region such as {@code eu-west-1}
 * @param service such as {@code s3}
 */
public record SigningScope(String date, String region, String service) {

  /** As it is written in signatures. */
  @Override
  public String toString() {
    return date + '/' + region + '/' + service + "/aws4_request";
  }
}

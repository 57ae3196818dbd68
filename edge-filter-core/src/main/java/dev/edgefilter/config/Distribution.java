// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** Starts a distribution that is written in code. */
public final class Distribution {
  private Distribution() {}

  /** A builder with CloudFront's defaults; it needs an origin. */
  public static DistributionConfig.Builder builder() {
    return new DistributionConfig.Builder();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * How a remote HTTP origin is spoken to.
 *
 * @param httpPort the port for http: 80, 443 or 1024 to 65535
 * @param httpsPort the port for https, same range
 * @param protocolPolicy which of the two is used
 * @param readTimeoutSeconds the wait for the first byte and between bytes, at least 1
 * @param keepaliveTimeoutSeconds how long an idle connection is kept, at least 1
 */
public record CustomOriginConfig(
    int httpPort,
    int httpsPort,
    OriginProtocolPolicy protocolPolicy,
    int readTimeoutSeconds,
    int keepaliveTimeoutSeconds) {
  /** CloudFront's default of {@link #readTimeoutSeconds}. */
  public static final int DEFAULT_READ_TIMEOUT_SECONDS = 30;

  /** CloudFront's default of {@link #keepaliveTimeoutSeconds}. */
  public static final int DEFAULT_KEEPALIVE_TIMEOUT_SECONDS = 5;

  /** Checks that the protocol policy is present. */
  public CustomOriginConfig {
    Objects.requireNonNull(protocolPolicy, "protocolPolicy");
  }

  /** Ports 80 and 443 and CloudFront's default timeouts with the given protocol policy. */
  public static CustomOriginConfig of(OriginProtocolPolicy protocolPolicy) {
    return new CustomOriginConfig(
        80, 443, protocolPolicy, DEFAULT_READ_TIMEOUT_SECONDS, DEFAULT_KEEPALIVE_TIMEOUT_SECONDS);
  }
}

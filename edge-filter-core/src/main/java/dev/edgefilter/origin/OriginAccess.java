// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What signed requests to origins are made with.
 *
 * @param credentials asked for each request, so that temporary keys may change; null for none
 * @param s3Endpoint where buckets are instead of with Amazon, such as {@code http://minio:9000};
 *     null for Amazon
 * @param clock for the date of a signature
 */
public record OriginAccess(
    Supplier<@Nullable OriginCredentials> credentials,
    @Nullable URI s3Endpoint,
    InstantSource clock) {

  /** Checks the endpoint. */
  public OriginAccess {
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(clock, "clock");
    if (s3Endpoint != null) {
      checkEndpoint(s3Endpoint);
    }
  }

  private static void checkEndpoint(URI endpoint) {
    String scheme = endpoint.getScheme();
    String path = endpoint.getRawPath();
    boolean good =
        ("http".equals(scheme) || "https".equals(scheme))
            && endpoint.getHost() != null
            && (path == null || path.isEmpty() || path.equals("/"))
            && endpoint.getRawQuery() == null;
    if (!good) {
      throw new IllegalArgumentException(
          "S3 endpoint is \""
              + endpoint
              + "\", expected a scheme, a host and perhaps a port, such as http://localhost:9000");
    }
  }
}

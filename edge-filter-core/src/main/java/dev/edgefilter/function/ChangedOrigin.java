// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;

/** What the configuration of an origin is once a function has changed it. */
final class ChangedOrigin {
  private ChangedOrigin() {}

  /**
   * The origin with the change.
   *
   * @throws IllegalArgumentException when the timeouts do not fit together, or a bucket cannot have
   *     the name or a timeout
   */
  static OriginConfig of(OriginConfig origin, OriginChange change) {
    OriginConfig.Builder changed = origin.toBuilder();
    String domainName = change.domainName();
    if (domainName != null && !domainName.equalsIgnoreCase(origin.domainName())) {
      changed.id(domainName).domainName(domainName);
    }
    if (change.originPath() != null) {
      changed.originPath(change.originPath());
    }
    if (change.customHeaders() != null) {
      changed.customHeaders(change.customHeaders());
    }
    if (change.connectionAttempts() != null) {
      changed.connectionAttempts(change.connectionAttempts());
    }
    if (change.connectionTimeoutSeconds() != null) {
      changed.connectionTimeoutSeconds(change.connectionTimeoutSeconds());
    }
    if (change.serverName() != null) {
      changed.serverName(change.serverName());
    }
    if (change.certificateNames() != null) {
      changed.certificateNames(change.certificateNames());
    }
    applyKind(origin, change, changed);
    return checked(changed, change).build();
  }

  private static void applyKind(
      OriginConfig origin, OriginChange change, OriginConfig.Builder changed) {
    boolean bucket = change.bucket() == null ? origin.s3() : change.bucket();
    OriginChange.Endpoint endpoint = change.endpoint();
    Integer read = change.readTimeoutSeconds();
    if (bucket && endpoint == null) {
      if (change.domainName() != null) {
        OriginChange.checkBucket(change.domainName());
      }
      if (change.keepaliveTimeoutSeconds() != null) {
        throw new IllegalArgumentException(
            "keepAliveTimeout: found one for a bucket, expected none");
      }
      changed.s3(true).custom(null);
      changed.s3ReadTimeoutSeconds(
          read == null ? origin.s3() ? origin.s3ReadTimeoutSeconds() : readTimeout(origin) : read);
      return;
    }
    if (endpoint == null && read == null && change.keepaliveTimeoutSeconds() == null) {
      return;
    }
    CustomOriginConfig custom = origin.custom();
    CustomOriginConfig before =
        custom == null ? CustomOriginConfig.of(OriginProtocolPolicy.MATCH_VIEWER) : custom;
    Integer keepalive = change.keepaliveTimeoutSeconds();
    changed.s3(false);
    changed.custom(
        new CustomOriginConfig(
            endpoint == null ? before.httpPort() : endpoint.port(),
            endpoint == null ? before.httpsPort() : endpoint.port(),
            endpoint == null
                ? before.protocolPolicy()
                : endpoint.secure()
                    ? OriginProtocolPolicy.HTTPS_ONLY
                    : OriginProtocolPolicy.HTTP_ONLY,
            read == null ? before.readTimeoutSeconds() : read,
            keepalive == null ? before.keepaliveTimeoutSeconds() : keepalive));
  }

  private static int readTimeout(OriginConfig origin) {
    CustomOriginConfig custom = origin.custom();
    return custom == null
        ? CustomOriginConfig.DEFAULT_READ_TIMEOUT_SECONDS
        : custom.readTimeoutSeconds();
  }

  /** The two timeouts must fit together, wherever they come from. */
  private static OriginConfig.Builder checked(OriginConfig.Builder changed, OriginChange change) {
    Integer completion = change.completionTimeoutSeconds();
    if (completion != null) {
      changed.responseCompletionTimeoutSeconds(completion);
    }
    OriginConfig origin = changed.build();
    long limit = origin.responseCompletionTimeoutSeconds();
    int read = origin.s3() ? origin.s3ReadTimeoutSeconds() : readTimeout(origin);
    if (limit != 0 && limit < read) {
      throw new IllegalArgumentException(
          "set a responseCompletionTimeout of "
              + limit
              + " seconds, expected at least the readTimeout of "
              + read);
    }
    return changed;
  }
}

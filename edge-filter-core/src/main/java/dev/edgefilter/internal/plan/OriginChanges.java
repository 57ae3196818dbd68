// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.origin.Origin;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an origin of a distribution what a function wants for one request.
 *
 * <p>A host that is no origin of the distribution is asked only where the operator allows it: else
 * whoever has a say in what a function does could reach into the network behind the edge.
 */
final class OriginChanges {
  private final Collection<OriginPlan> configured;
  private final FunctionHosts hosts;
  private final OriginPool pool;

  OriginChanges(Collection<OriginPlan> configured, FunctionHosts hosts, OriginPool pool) {
    this.configured = configured;
    this.hosts = hosts;
    this.pool = pool;
  }

  /**
   * The origin with the change.
   *
   * @throws IllegalArgumentException when it must not or cannot be asked; the message says why
   */
  OriginPlan changed(OriginPlan base, OriginChange change) {
    if (change.equals(OriginChange.NONE)) {
      return base;
    }
    OriginConfig written = applied(base.written(), change);
    String host = change.hostHeader() == null ? change.domainName() : change.hostHeader();
    String sentHost = host == null ? base.hostHeader() : host;
    return new OriginPlan(written, remote(base, written, change), sentHost);
  }

  private @Nullable Origin remote(OriginPlan base, OriginConfig written, OriginChange change) {
    String domainName = change.domainName();
    OriginPlan known = domainName == null ? null : known(domainName);
    if (domainName == null ? base.isSelf() : known != null && known.isSelf()) {
      return null;
    }
    if (domainName != null && known == null && !hosts.allows(domainName)) {
      throw new IllegalArgumentException(
          "asked for the host \""
              + domainName
              + "\", which is no origin of the distribution; add it to the hosts that functions may"
              + " ask");
    }
    OriginConfig asked = base.isSelf() ? withProtocol(written) : written;
    if (change.access() == null
        && base.remote() != null
        && OriginPool.isSame(asked, base.written())) {
      return base.remote();
    }
    return pool.connect(asked, change.access());
  }

  /** An origin of the distribution at that host. */
  private @Nullable OriginPlan known(String domainName) {
    for (OriginPlan origin : configured) {
      if (origin.written().domainName().equalsIgnoreCase(domainName)) {
        return origin;
      }
    }
    return null;
  }

  /** The application needs no word for how it is spoken to. */
  private static OriginConfig withProtocol(OriginConfig written) {
    return written.custom() != null || written.s3()
        ? written
        : written.toBuilder()
            .custom(CustomOriginConfig.of(OriginProtocolPolicy.MATCH_VIEWER))
            .build();
  }

  private static OriginConfig applied(OriginConfig origin, OriginChange change) {
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

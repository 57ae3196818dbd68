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

  /** Another number whenever an origin that was made has been closed. */
  int closings() {
    return pool.closings();
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
    OriginConfig written = change.applyTo(base.written());
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
}

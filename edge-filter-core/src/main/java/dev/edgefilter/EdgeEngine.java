// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.internal.exchange.Exchange;
import dev.edgefilter.internal.exchange.ExchangeDriver;
import dev.edgefilter.internal.exchange.Services;
import dev.edgefilter.internal.exchange.Viewer;
import dev.edgefilter.internal.plan.Capabilities;
import dev.edgefilter.internal.plan.EdgePlan;
import dev.edgefilter.internal.plan.PlanCompiler;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.store.StoreStatistics;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Owns the running parts of the edge: the plan, the store, the collapser.
 *
 * <p>Made by {@link #builder()}, given to one or more filters, and closed when the web app stops.
 * All methods may be called by any thread.
 */
public final class EdgeEngine implements AutoCloseable {

  private final Services services;
  private final Capabilities capabilities;
  private final ExchangeDriver driver = new ExchangeDriver();
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile EdgePlan plan;
  private final TrustedProxies trustedProxies;

  EdgeEngine(
      EdgePlan plan, Capabilities capabilities, Services services, TrustedProxies trustedProxies) {
    this.plan = plan;
    this.capabilities = capabilities;
    this.services = services;
    this.trustedProxies = trustedProxies;
  }

  /** Starts to describe an engine. */
  public static EdgeEngineBuilder builder() {
    return new EdgeEngineBuilder();
  }

  /**
   * Compiles a new configuration and swaps it in. Requests in flight finish on the old one; what is
   * stored stays.
   *
   * @throws dev.edgefilter.config.ConfigException with every problem; the old configuration stays
   */
  public void publish(EdgeConfig config) {
    Objects.requireNonNull(config, "config");
    publishing.lock();
    try {
      EdgePlan old = plan;
      plan = PlanCompiler.compile(config, capabilities);
      old.origins().forEach(Origin::close);
    } finally {
      publishing.unlock();
    }
  }

  /**
   * Drops what is stored under paths, stale copies, variants and fetches under way included
   * (CloudFront: Invalidating files).
   *
   * @param distributionId the id of the distribution
   * @param paths each begins with a slash; a {@code *} at the end stands for any text
   * @throws IllegalArgumentException when the distribution is unknown or a path has no slash
   */
  public void invalidate(String distributionId, String... paths) {
    requireDistribution(distributionId);
    for (String path : paths) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException(
            "path \"" + path + "\" does not begin with a slash; write \"/" + path + "\"");
      }
    }
    services.store().invalidatePaths(distributionId, List.of(paths));
  }

  private void requireDistribution(String distributionId) {
    for (var distribution : plan.distributions()) {
      if (distribution.id().equals(distributionId)) {
        return;
      }
    }
    throw new IllegalArgumentException("no distribution has the id \"" + distributionId + "\"");
  }

  /** What the store holds and has done so far. */
  public StoreStatistics statistics() {
    return services.store().statistics();
  }

  /** The number of origin fetches under way that other viewers may be waiting for. */
  public int openFetches() {
    return services.collapser().flights();
  }

  /** The number of viewers that wait for one of {@link #openFetches()}. */
  public int waitingViewers() {
    return services.collapser().waiting();
  }

  /** For entries of the library: begins the exchange of a viewer on the plan of now. */
  public Exchange begin(Viewer viewer) {
    return new Exchange(viewer, plan, services);
  }

  /** For entries of the library: what runs exchanges. */
  public ExchangeDriver driver() {
    return driver;
  }

  /** For entries of the library: whose forwarded headers are believed. */
  public TrustedProxies trustedProxies() {
    return trustedProxies;
  }

  /** Closes origins and the store; requests in flight may fail. */
  @Override
  public void close() {
    plan.origins().forEach(Origin::close);
    services.store().close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.explain.Explanation;
import dev.edgefilter.explain.SampledRequest;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionTestResult;
import dev.edgefilter.function.KeyValueStore;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.exchange.Exchange;
import dev.edgefilter.internal.exchange.ExchangeDriver;
import dev.edgefilter.internal.exchange.FunctionTrial;
import dev.edgefilter.internal.exchange.Services;
import dev.edgefilter.internal.exchange.Viewer;
import dev.edgefilter.internal.explain.Explainer;
import dev.edgefilter.internal.explain.StoreListing;
import dev.edgefilter.internal.jwks.KeySets;
import dev.edgefilter.internal.kvs.StoreFolder;
import dev.edgefilter.internal.plan.Capabilities;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.internal.plan.EdgePlan;
import dev.edgefilter.internal.plan.FunctionLibrary;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.plan.OriginChoices;
import dev.edgefilter.internal.plan.PlanCompiler;
import dev.edgefilter.internal.waf.WebAcl;
import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoreStatistics;
import dev.edgefilter.store.StoredSummary;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
  private final InvalidationLog invalidations = new InvalidationLog();
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile EdgePlan plan;
  private volatile EdgeConfig config;
  private volatile ConfigState configState;
  private final List<ConfigWatcher> watchers = new CopyOnWriteArrayList<>();
  private final TrustedProxies trustedProxies;
  private final String countryHeader;
  private final KeySets keySets;

  private final StoreFolder keyValueStores;

  EdgeEngine(
      EdgeConfig config,
      EdgePlan plan,
      Capabilities capabilities,
      Services services,
      TrustedProxies trustedProxies,
      StoreFolder keyValueStores,
      String countryHeader,
      KeySets keySets) {
    this.config = config;
    this.keyValueStores = keyValueStores;
    this.plan = plan;
    this.capabilities = capabilities;
    this.services = services;
    this.trustedProxies = trustedProxies;
    this.countryHeader = countryHeader;
    this.keySets = keySets;
    this.configState = new ConfigState(1, services.clock().instant(), null);
  }

  /** Starts to describe an engine. */
  public static EdgeEngineBuilder builder() {
    return new EdgeEngineBuilder();
  }

  /**
   * Compiles a new configuration and swaps it in. Requests in flight finish on the old one; what is
   * stored stays, and so do the connections to remote origins that have not changed.
   *
   * @throws dev.edgefilter.config.ConfigException with every problem; the old configuration stays
   */
  public void publish(EdgeConfig published) {
    Objects.requireNonNull(published, "published");
    publishing.lock();
    try {
      EdgePlan old = plan;
      EdgePlan next = PlanCompiler.compile(published, capabilities, old);
      next.prepare();
      plan = next;
      config = published;
      keyValueStores.apply(published.keyValueStores());
      FunctionLibrary library = capabilities.library();
      if (library != null) {
        library.keepWanted();
      }
      configState = configState.published(services.clock().instant());
      old.closeOrigins(next);
    } catch (ConfigException e) {
      configFailed(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      publishing.unlock();
    }
  }

  /** Which configuration is served, and what is wrong with the last attempt to change it. */
  public ConfigState configState() {
    return configState;
  }

  void configFailed(String message) {
    publishing.lock();
    try {
      configState = configState.failed(services.clock().instant(), message);
    } finally {
      publishing.unlock();
    }
  }

  /** What should be published is served already. */
  void configConfirmed() {
    publishing.lock();
    try {
      configState = configState.confirmed();
    } finally {
      publishing.unlock();
    }
  }

  void closesWith(ConfigWatcher watcher) {
    watchers.add(watcher);
  }

  /** The configuration that is served now. */
  public EdgeConfig config() {
    return config;
  }

  /**
   * Drops what is stored under paths or tags, stale copies, variants and fetches under way included
   * (CloudFront: Invalidating files).
   *
   * <p>Short for {@link #createInvalidation} with {@link InvalidationRequest#of}.
   *
   * @param distributionId the id of the distribution
   * @param paths each begins with a slash, and a {@code *} at the end stands for any text; or it is
   *     {@code #} and a cache tag
   * @throws IllegalArgumentException when the distribution is unknown or a path is wrong
   */
  public void invalidate(String distributionId, String... paths) {
    createInvalidation(distributionId, InvalidationRequest.of(paths));
  }

  /**
   * Drops what is stored under paths or tags, or marks it stale; in effect when it returns.
   *
   * <p>The last 1,000 invalidations are remembered, fewer when their paths are long. While an
   * invalidation is remembered, the same request is not carried out again.
   *
   * @return the invalidation, which is completed unless another thread is still at the same request
   * @throws IllegalArgumentException when the distribution is unknown or a path is wrong
   * @throws InvalidationRefusedException when the caller reference belongs to another request, or
   *     there are more than 15 wildcards or 3,000 other paths at a time
   */
  public InvalidationStatus createInvalidation(String distributionId, InvalidationRequest request) {
    Objects.requireNonNull(request, "request");
    requireDistribution(distributionId);
    return invalidations.create(
        distributionId, request, services.store(), services.clock().instant());
  }

  /**
   * The last invalidations of a distribution, the newest first.
   *
   * @throws IllegalArgumentException when the distribution is unknown
   */
  public List<InvalidationStatus> invalidations(String distributionId) {
    requireDistribution(distributionId);
    return invalidations.list(distributionId);
  }

  /** One of {@link #invalidations}, or empty when none of the last ones has the id. */
  public Optional<InvalidationStatus> invalidation(String distributionId, String id) {
    return Optional.ofNullable(invalidations.get(distributionId, id));
  }

  private void requireDistribution(String distributionId) {
    for (var distribution : plan.distributions()) {
      if (distribution.id().equals(distributionId)) {
        return;
      }
    }
    throw new IllegalArgumentException("no distribution has the id \"" + distributionId + "\"");
  }

  /**
   * A key value store of the configuration, to look at and to change; the next run of a function
   * sees the change.
   *
   * @param name its name, id or ARN
   * @throws IllegalArgumentException when there is none
   */
  public KeyValueStore keyValueStore(String name) {
    KeyValueStore store = keyValueStores.find(Objects.requireNonNull(name, "name"));
    if (store == null) {
      throw new IllegalArgumentException(
          "no key value store is named \"" + name + "\"; there are " + keyValueStores.names());
    }
    return store;
  }

  /**
   * Runs a function of the configuration on an event, as {@code TestFunction} of CloudFront does,
   * and checks as a distribution would whether its result is legal.
   *
   * @param name its name or ARN; a Java function must be registered under it
   * @param eventJson the event object of CloudFront Functions, or of Lambda@Edge with {@code
   *     Records}
   * @throws IllegalArgumentException when there is no such function, it cannot run, or the event is
   *     none
   */
  public FunctionTestResult testFunction(String name, String eventJson) {
    Objects.requireNonNull(eventJson, "eventJson");
    publishing.lock();
    try {
      EdgeFunction java = capabilities.functions().get(FunctionConfig.nameOf(name));
      FunctionLibrary library = capabilities.library();
      FunctionConfig script = config.function(name);
      if (java != null) {
        FunctionPlan plain =
            new FunctionPlan(
                name,
                eventJson.contains("\"Records\""),
                false,
                OriginChoices.NONE,
                limits(library),
                java);
        return FunctionTrial.run(plain, eventJson, List.of());
      }
      if (script == null || library == null) {
        throw new IllegalArgumentException("no function has the name or ARN \"" + name + "\"");
      }
      FunctionPlan loaded = library.forTest(script, config);
      return FunctionTrial.run(loaded, eventJson, library.lint(script));
    } finally {
      publishing.unlock();
    }
  }

  private static FunctionLimits limits(@Nullable FunctionLibrary library) {
    return library == null ? FunctionLimits.DEFAULT : library.limits();
  }

  /** What the store holds and has done so far. */
  public StoreStatistics statistics() {
    return services.store().statistics();
  }

  /**
   * Tells what the edge would do with a request, and why, without asking any origin.
   *
   * <p>The rules and steps are those of real requests, the viewer-request function included; a
   * stored response that is looked at counts as used. See {@link Explanation} for what is left out.
   *
   * @param request what a viewer would send
   * @param viewerAddress the viewer's address as a literal, or null when unknown
   */
  public Explanation explain(RequestHead request, @Nullable String viewerAddress) {
    return explain(request, "", viewerAddress);
  }

  /**
   * The same for a web app with a context path, which path patterns do not see.
   *
   * @param contextPath the context path, such as {@code /app}, or empty
   * @throws IllegalArgumentException when the path of the request is not within the context
   */
  public Explanation explain(
      RequestHead request, String contextPath, @Nullable String viewerAddress) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(contextPath, "contextPath");
    String path = pathWithin(request.path(), contextPath);
    Explanation explanation =
        Explainer.explain(DryRun.of(request, path, viewerAddress, plan, services));
    ConfigState state = configState;
    ConfigState.Failure failure = state.failure();
    return failure == null
        ? explanation
        : Explainer.withConfiguration(
            explanation, state.version(), state.since(), failure.at(), failure.message());
  }

  private static String pathWithin(String path, String contextPath) {
    if (contextPath.isEmpty()) {
      return path;
    }
    String rest = path.startsWith(contextPath) ? path.substring(contextPath.length()) : "?";
    if (!rest.isEmpty() && !rest.startsWith("/")) {
      throw new IllegalArgumentException("the path is not within the context " + contextPath);
    }
    return rest.isEmpty() ? "/" : rest;
  }

  /** What the store holds and has done so far, as a section of an explanation. */
  public Explanation.Section explainStore() {
    return Explainer.store(services.store().statistics());
  }

  /**
   * Lists stored responses, in one pass that stops nobody; nothing counts as used by it.
   *
   * @return at most as many as the query says, in its order
   */
  public List<StoredSummary> inspect(StoreQuery query) {
    return services.store().inspect(query, services.clock().millis());
  }

  /** The same as a section of an explanation, without secrets in queries. */
  public Explanation.Section explainStore(StoreQuery query) {
    return StoreListing.of(query, inspect(query), services.clock().millis());
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

  /** For entries of the library: the header in which trusted proxies tell countries, or empty. */
  public String countryHeader() {
    return countryHeader;
  }

  /**
   * The last requests that rules of a distribution's web ACL decided on or counted, the newest
   * first; at most 500, and none of those that only the default action allowed.
   *
   * @throws IllegalArgumentException when the distribution is unknown
   */
  public List<SampledRequest> sampledRequests(String distributionId) {
    requireDistribution(distributionId);
    for (DistributionPlan distribution : plan.distributions()) {
      WebAcl webAcl = distribution.webAcl();
      if (distribution.id().equals(distributionId) && webAcl != null) {
        return webAcl.samples();
      }
    }
    return List.of();
  }

  /** Closes origins and the store; requests in flight may fail. */
  @Override
  public void close() {
    watchers.forEach(ConfigWatcher::close);
    FunctionLibrary library = capabilities.library();
    if (library != null) {
      library.close();
    }
    driver.close();
    plan.closeOrigins(null);
    services.coders().close();
    services.store().close();
    services.geo().close();
    keySets.close();
  }
}

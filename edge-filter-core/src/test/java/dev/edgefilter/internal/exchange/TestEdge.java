// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.coding.GzipCoder;
import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySettings;
import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.Reason;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.ext.brotli4j.BrotliCoder;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.access.AccessSettings;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.plan.Capabilities;
import dev.edgefilter.internal.plan.EdgePlan;
import dev.edgefilter.internal.plan.FunctionHosts;
import dev.edgefilter.internal.plan.PlanCompiler;
import dev.edgefilter.internal.store.TieredResponseStore;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.store.Invalidation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The driver with a real store, a fake viewer, scripted origins and a clock turned by hand; after
 * each test it looks for readers, fills and flights that were left open.
 */
final class TestEdge implements AfterEachCallback {
  static final long START = 1_800_000_000_000L;

  final AtomicLong now = new AtomicLong(START);
  final CountingStore store =
      new CountingStore(
          TieredResponseStore.builder()
              .memoryBytes(2 << 20)
              .maxBodyBytes(100_000)
              .executor(Runnable::run)
              .build());
  final RequestCollapser collapser = new RequestCollapser(Duration.ofSeconds(20).toNanos());
  final ScriptedOrigin app = new ScriptedOrigin(now::get);
  final ScriptedOrigin remote = new ScriptedOrigin(now::get);
  final ScriptedOrigin spare = new ScriptedOrigin(now::get);
  final Map<String, EdgeFunction> functions = new HashMap<>();
  final List<String> functionHosts = new ArrayList<>();
  final Map<String, GeoLocation> geo = new HashMap<>();
  final List<AccessLogRecord> log = Collections.synchronizedList(new ArrayList<>());
  final ExchangeDriver driver = new ExchangeDriver();
  final List<ContentCoder> contentCoders =
      new ArrayList<>(List.of(new GzipCoder(), new BrotliCoder()));
  final Queue<Runnable> background = new ConcurrentLinkedQueue<>();

  private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  long sliceBytes = 1 << 20;
  boolean keyShown;

  double sample = 0.5;
  final EdgeConfig.Builder library = EdgeConfig.builder();

  private FidelitySettings fidelity = FidelitySettings.of(Fidelity.SAFE);
  private Boolean unsafeMethodsInvalidate;
  private CachePolicyConfig policy = policy(0, 0, 3600).build();
  private Consumer<CacheBehaviorConfig.Builder> behavior = b -> {};
  private Consumer<DistributionConfig.Builder> site = s -> {};
  private EdgePlan plan;
  private Coders coders;

  static CachePolicyConfig.Builder policy(long min, long normal, long max) {
    return CachePolicyConfig.builder("test")
        .minTtlSeconds(min)
        .defaultTtlSeconds(normal)
        .maxTtlSeconds(max)
        .acceptEncoding(false, false);
  }

  TestEdge fidelity(Fidelity level) {
    fidelity = FidelitySettings.of(level);
    return this;
  }

  TestEdge switched(FidelitySwitch which, boolean on) {
    fidelity = fidelity.with(which, on);
    return this;
  }

  TestEdge unsafeMethodsInvalidate() {
    unsafeMethodsInvalidate = true;
    return this;
  }

  TestEdge policy(CachePolicyConfig.Builder written) {
    policy = written.build();
    return this;
  }

  TestEdge behavior(Consumer<CacheBehaviorConfig.Builder> settings) {
    behavior = settings;
    return this;
  }

  TestEdge site(Consumer<DistributionConfig.Builder> settings) {
    site = settings;
    return this;
  }

  /** The origin "app" is the application, "api" and "spare" are remote. */
  private EdgePlan plan() {
    if (plan == null) {
      DistributionConfig.Builder written =
          Distribution.builder()
              .id("E1")
              .origin(OriginConfig.self("app"))
              .origin(OriginConfig.remote("api", "api.internal", OriginProtocolPolicy.HTTPS_ONLY))
              .origin(
                  OriginConfig.builder("spare", "spare.internal")
                      .custom(CustomOriginConfig.of(OriginProtocolPolicy.HTTPS_ONLY))
                      .originPath("/spare")
                      .customHeader("X-Member", "spare")
                      .build())
              .defaultBehavior(
                  b -> {
                    b.targetOrigin("app").cachePolicy("test");
                    behavior.accept(b);
                  });
      site.accept(written);
      EdgeConfig config = library.distribution(written.build()).cachePolicy(policy).build();
      plan =
          PlanCompiler.compile(
              config,
              new Capabilities(
                  fidelity,
                  Set.of(),
                  functions,
                  this::connect,
                  List.of(Capabilities.CDN_CACHE_CONTROL),
                  AccessSettings.DEFAULT,
                  unsafeMethodsInvalidate,
                  null,
                  null,
                  FunctionHosts.of(functionHosts)));
    }
    return plan;
  }

  private Origin connect(OriginConfig origin) {
    return origin.id().equals("spare") ? spare : remote;
  }

  Coders coders() {
    if (coders == null) {
      coders = new Coders(List.copyOf(contentCoders), Recoder.on(background::add));
    }
    return coders;
  }

  /** Runs what waits to be done in the background. */
  void runBackground() {
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }

  private Services services() {
    return new Services(
        store,
        collapser,
        new KeyVerifier(),
        () -> Instant.ofEpochMilli(now.get()),
        () -> 0,
        List.of(log::add),
        sliceBytes,
        coders(),
        new EdgeHeaders(
            true, true, true, keyShown, true, true, "1.1 edge (CloudFront)", "LOCAL50-C1", "test"),
        address -> geo.getOrDefault(address, GeoLocation.UNKNOWN),
        () -> sample);
  }

  void invalidate(String... items) {
    store.invalidate(Invalidation.of("E1", List.of(items), false, now.get()));
  }

  void invalidateSoftly(String... items) {
    store.invalidate(Invalidation.of("E1", List.of(items), true, now.get()));
  }

  void passSeconds(long seconds) {
    now.addAndGet(seconds * 1000);
  }

  void passMillis(long millis) {
    now.addAndGet(millis);
  }

  FakeViewer viewer(String method, String path, String headers) {
    return new FakeViewer(
        RequestHead.of(method, "http://h" + path, HeaderLines.of(headers, now.get())), app);
  }

  /** What one exchange came to. */
  record Answer(Exchange exchange, FakeViewer viewer) {
    int status() {
      ResponseHead head = viewer.head;
      return head == null ? 0 : head.status();
    }

    Headers headers() {
      ResponseHead head = viewer.head;
      return head == null ? Headers.EMPTY : head.headers();
    }

    String header(String name) {
      return headers().joined(name);
    }

    String body() {
      return viewer.bodyText();
    }

    String xCache() {
      return header("X-Cache");
    }

    String cacheStatus() {
      return header("Cache-Status");
    }

    Reason reason(Step step) {
      return exchange.trace().reason(step);
    }
  }

  Answer get(String path) {
    return get(path, "-");
  }

  Answer get(String path, String headers) {
    return ask(viewer("GET", path, headers));
  }

  Answer ask(String method, String path, String headers) {
    return ask(viewer(method, path, headers));
  }

  Answer ask(FakeViewer viewer) {
    try {
      return run(viewer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Exchange begin(FakeViewer viewer) {
    Exchange exchange = new Exchange(viewer, plan(), services());
    exchanges.add(exchange);
    return exchange;
  }

  /** Runs an exchange as a filter does: what is not done at the end is released. */
  Answer run(FakeViewer viewer) throws IOException {
    Exchange exchange = begin(viewer);
    boolean failed = true;
    try {
      driver.advance(exchange);
      failed = false;
    } finally {
      if (failed || exchange.phase() != Phase.PARKED) {
        driver.release(exchange, failed || exchange.phase() != Phase.DONE);
      }
    }
    return new Answer(exchange, viewer);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      assertAll(
          () -> assertEquals(0, store.openReaders.get(), "readers left open"),
          () -> assertEquals(0, store.openWriters.get(), "fills left open"),
          () -> assertEquals(0, collapser.flights(), "flights left open"),
          () ->
              assertEquals(
                  List.of(),
                  exchanges.stream().filter(e -> !e.isFinished()).map(e -> e.path).toList(),
                  "exchanges left unfinished"),
          () -> assertEquals(exchanges.size(), log.size(), "each is told of once"));
    } finally {
      store.close();
    }
  }
}

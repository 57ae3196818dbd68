// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.Explanation;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.exchange.Exchange;
import dev.edgefilter.internal.exchange.Phase;
import dev.edgefilter.origin.OriginCredentials;
import dev.edgefilter.signing.CookieIssuer;
import dev.edgefilter.signing.UrlSigner;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An edge around stubs, in the test's own process and without a server. A request runs to its end
 * in {@link EdgeRequest#send}.
 */
public final class EdgeUnderTest implements EdgeClient, AutoCloseable {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Stubs verify no signatures; origins that are asked with signed ones need some key. */
  private static final OriginCredentials STUB_CREDENTIALS =
      OriginCredentials.of("AKIAIOSFODNN7EXAMPLE", "a key that opens nothing");

  private final EdgeEngine engine;
  private final TestClock clock;
  private final TestKeys keys;
  private final Map<String, StubOrigin> origins;
  private final StubOrigin application;
  private final AtomicReference<@Nullable AccessLogRecord> last;
  private final TestPlaces places;

  private EdgeUnderTest(Builder builder) {
    clock = new TestClock(START);
    keys = new TestKeys();
    origins = new ConcurrentHashMap<>();
    last = new AtomicReference<>();
    places = new TestPlaces();
    EdgeConfig config = keys.replaceIn(builder.config.build());
    application = new StubOrigin("self");
    for (DistributionConfig distribution : config.distributions()) {
      for (OriginConfig origin : distribution.origins()) {
        origins.put(origin.id(), origin.isSelf() ? application : new StubOrigin(origin.id()));
      }
    }
    EdgeEngineBuilder described =
        EdgeEngine.builder()
            .config(config)
            .fidelity(builder.fidelity)
            .clock(clock)
            .originConnector(origin -> stub(origin.id()))
            .originCredentials(() -> STUB_CREDENTIALS)
            .geoLookup(places)
            .listener(last::set);
    builder.more.accept(described);
    engine = described.start();
  }

  /** Describes one, for tests that do without {@link EdgeTest}. */
  public static Builder builder() {
    return new Builder();
  }

  /** The stub of an origin. Those whose domain name is {@code self} share one. */
  public StubOrigin origin(String id) {
    return stub(id);
  }

  private StubOrigin stub(String id) {
    StubOrigin stub = origins.get(id);
    if (stub == null) {
      throw new IllegalArgumentException(
          "no origin has the id \"" + id + "\"; expected one of " + origins.keySet());
    }
    return stub;
  }

  /** The clock that it goes by. */
  public TestClock clock() {
    return clock;
  }

  @Override
  public EdgeEngine engine() {
    return engine;
  }

  /** Begins a request; a path alone is asked of the first distribution, over https. */
  @Override
  public EdgeRequest request(String method, String url) {
    String whole = url.startsWith("/") ? "https://" + host() + url : url;
    return new EdgeRequest(new InProcess(), method, whole);
  }

  private String host() {
    DistributionConfig first = engine.config().distributions().get(0);
    for (String alias : first.aliases()) {
      if (!alias.startsWith("*")) {
        return alias;
      }
    }
    return first.domainName().isEmpty() ? "d111111abcdef8.cloudfront.net" : first.domainName();
  }

  /** Signs URLs as a key group's holder does; the kit has put keys of its own into the group. */
  public UrlSigner signer(String keyGroup) {
    return keys.urls(keyGroup);
  }

  /** Issues signed cookies as a key group's holder does. */
  public CookieIssuer cookieIssuer(String keyGroup) {
    return keys.cookies(keyGroup);
  }

  private EdgeResponse send(RequestHead request, String address, byte @Nullable [] body) {
    Explanation explanation = engine.explain(request, address);
    KitViewer viewer = new KitViewer(request, address, body, application);
    Exchange exchange = engine.begin(viewer);
    boolean failed = true;
    try {
      engine.driver().advance(exchange);
      failed = false;
    } catch (IOException e) {
      throw new AssertionError("the response to " + request.path() + " broke off", e);
    } finally {
      engine.driver().release(exchange, failed || exchange.phase() != Phase.DONE);
    }
    AccessLogRecord record = Objects.requireNonNull(last.getAndSet(null), "record");
    return new EdgeResponse(
        viewer.status(),
        viewer.headers(),
        viewer.bodyText(),
        record,
        explanation,
        EdgeResponse.storedAt(engine, request.path()),
        clock.millis());
  }

  /** Requests that run to their end in the test's own thread. */
  private final class InProcess implements EdgeRequest.Sender {
    @Override
    public EdgeResponse send(RequestHead request, String address, byte @Nullable [] body) {
      return EdgeUnderTest.this.send(request, address, body);
    }

    @Override
    public void place(String address, String country) {
      places.put(address, country);
    }

    @Override
    public String address() {
      return "192.0.2.1";
    }

    @Override
    public void checkAddress(String address) {
      // any will do
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  /** Describes an edge. */
  public static final class Builder {
    private final EdgeConfig.Builder config = EdgeConfig.builder();
    private Fidelity fidelity = Fidelity.CLOUDFRONT;
    private Consumer<EdgeEngineBuilder> more = unused -> {};

    private Builder() {}

    /** Adds a configuration. */
    public Builder config(EdgeConfig added) {
      config.addAll(added);
      return this;
    }

    /** Adds a distribution. */
    public Builder distribution(DistributionConfig distribution) {
      config.distribution(distribution);
      return this;
    }

    /** Sets how closely CloudFront is followed; exactly by default. */
    public Builder fidelity(Fidelity level) {
      fidelity = Objects.requireNonNull(level, "level");
      return this;
    }

    /** Describes the engine further, such as its functions. */
    public Builder engine(Consumer<EdgeEngineBuilder> settings) {
      more = more.andThen(settings);
      return this;
    }

    /**
     * Starts it.
     *
     * @throws dev.edgefilter.config.ConfigException with every problem of the configuration
     */
    public EdgeUnderTest start() {
      return new EdgeUnderTest(this);
    }
  }
}

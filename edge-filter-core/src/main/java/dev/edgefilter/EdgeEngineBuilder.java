// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.coding.GzipCoder;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySettings;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.explain.EdgeListener;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.EdgeLocation;
import dev.edgefilter.function.FunctionEngine;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.function.LambdaHandler;
import dev.edgefilter.geo.GeoDatabaseOpener;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.geo.GeoLookup;
import dev.edgefilter.internal.access.AccessSettings;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.access.signing.RememberingVerifier;
import dev.edgefilter.internal.event.LambdaEvents;
import dev.edgefilter.internal.exchange.Coders;
import dev.edgefilter.internal.exchange.EdgeHeaders;
import dev.edgefilter.internal.exchange.Recoder;
import dev.edgefilter.internal.exchange.RequestCollapser;
import dev.edgefilter.internal.exchange.Services;
import dev.edgefilter.internal.jwks.KeySets;
import dev.edgefilter.internal.kvs.StoreFolder;
import dev.edgefilter.internal.plan.Capabilities;
import dev.edgefilter.internal.plan.EdgePlan;
import dev.edgefilter.internal.plan.FunctionHosts;
import dev.edgefilter.internal.plan.FunctionLibrary;
import dev.edgefilter.internal.plan.PlanCompiler;
import dev.edgefilter.internal.store.TieredResponseStore;
import dev.edgefilter.internal.store.TieredResponseStoreBuilder;
import dev.edgefilter.origin.CircuitBreaker;
import dev.edgefilter.origin.OriginAccess;
import dev.edgefilter.origin.OriginConnector;
import dev.edgefilter.origin.OriginCredentials;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.store.ResponseStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes an engine; everything but a distribution has a default. */
public final class EdgeEngineBuilder {

  private static final int REMEMBERED_SIGNATURES = 10_000;

  private final EdgeConfig.Builder config = EdgeConfig.builder();
  private final Map<String, EdgeFunction> functions = new HashMap<>();
  private final Set<String> selfOrigins = new HashSet<>();
  private final List<EdgeListener> listeners = new ArrayList<>();
  private final List<ContentCoder> coders = new ArrayList<>();
  private final TieredResponseStoreBuilder store = TieredResponseStore.builder();
  private FidelitySettings fidelity = FidelitySettings.of(Fidelity.SAFE);
  private List<String> trustedProxies = List.of();
  private ForwardedHeader forwardedHeader = ForwardedHeader.X_FORWARDED;
  private int sliceBytes = 1 << 20;
  private Duration collapseWait = Duration.ofSeconds(5);
  private InstantSource clock = SystemTicker.dates();
  private final LongSupplier ticker = SystemTicker.nanoseconds();
  private @Nullable OriginConnector connector;
  private List<String> targetedFields = List.of(Capabilities.CDN_CACHE_CONTROL);
  private @Nullable ResponseStore ownStore;
  private @Nullable FunctionEngine functionEngine;
  private FunctionLimits functionLimits = FunctionLimits.DEFAULT;
  private EdgeLocation edgeLocation = EdgeLocation.LOCAL;
  private @Nullable Path keyValueStoreDirectory;
  private OriginOptions originOptions = OriginOptions.DEFAULT;
  private FunctionHosts functionHosts = FunctionHosts.NONE;
  private Supplier<@Nullable OriginCredentials> originCredentials = new EnvironmentCredentials();
  private @Nullable URI s3Endpoint;
  private int breakerFailures;
  private Duration breakerPause = Duration.ofSeconds(10);
  private @Nullable Boolean unsafeMethodsInvalidate;
  private @Nullable GeoLookup geo;
  private boolean unknownCountriesServed = true;
  private String countryHeader = "";
  private final KeySets keySets = new KeySets();
  private Duration clockTolerance = Duration.ZERO;
  private DoubleSupplier sampler = () -> ThreadLocalRandom.current().nextDouble();
  private boolean cacheStatus = true;
  private boolean cacheStatusKey;
  private boolean cloudFrontHeaders = true;
  private String nodeName = "LOCAL50-C1";
  private Executor preparation = EdgeEngineBuilder::beside;

  EdgeEngineBuilder() {}

  /** Adds everything of a configuration. */
  public EdgeEngineBuilder config(EdgeConfig added) {
    config.addAll(added);
    return this;
  }

  /** Adds one distribution. */
  public EdgeEngineBuilder distribution(DistributionConfig distribution) {
    config.distribution(distribution);
    return this;
  }

  /** Registers code under the ARN or name that distributions use for it. */
  public EdgeEngineBuilder function(String arnOrName, EdgeFunction code) {
    functions.put(
        Objects.requireNonNull(arnOrName, "arnOrName"), Objects.requireNonNull(code, "code"));
    return this;
  }

  /** Registers a handler in Java with the events of Lambda@Edge under an ARN or a name. */
  public EdgeEngineBuilder lambdaFunction(String arnOrName, LambdaHandler handler) {
    Objects.requireNonNull(handler, "handler");
    return function(
        arnOrName,
        event -> LambdaEvents.read(event, handler.handleRequest(LambdaEvents.tree(event))));
  }

  /**
   * Adds a function in JavaScript for CloudFront Functions, runtime 2.0, under the name that
   * distributions use for it.
   */
  public EdgeEngineBuilder javaScript(String name, String code) {
    config.function(FunctionConfig.builder(name, code).build());
    return this;
  }

  /** Adds a key value store that functions look up. */
  public EdgeEngineBuilder keyValueStore(String name, Map<String, String> data) {
    config.keyValueStore(KeyValueStoreConfig.of(name, data));
    return this;
  }

  /** Sets what runs functions in JavaScript; found as a service by default. */
  public EdgeEngineBuilder functionEngine(FunctionEngine scripts) {
    functionEngine = Objects.requireNonNull(scripts, "scripts");
    return this;
  }

  /** Sets where functions are stopped and measured; {@link FunctionLimits#DEFAULT} by default. */
  public EdgeEngineBuilder functionLimits(FunctionLimits limits) {
    functionLimits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /** Sets what {@code cf.edgeLocation} tells functions. */
  public EdgeEngineBuilder edgeLocation(EdgeLocation location) {
    edgeLocation = Objects.requireNonNull(location, "location");
    return this;
  }

  /**
   * Keeps key value stores in files, so that what was changed outlives the process; nowhere but in
   * memory by default.
   *
   * @param folder made when it is not there; of one engine at a time
   */
  public EdgeEngineBuilder keyValueStoreDirectory(Path folder) {
    keyValueStoreDirectory = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /** Lets the application behind the filter stand in for an origin of the configuration. */
  public EdgeEngineBuilder originIsSelf(String originId) {
    selfOrigins.add(Objects.requireNonNull(originId, "originId"));
    return this;
  }

  /** Sets how closely CloudFront is followed; {@link Fidelity#SAFE} by default. */
  public EdgeEngineBuilder fidelity(Fidelity level) {
    return fidelity(FidelitySettings.of(level));
  }

  /**
   * Sets how closely CloudFront is followed, for everything, for distributions and for cache
   * behaviors; see {@link FidelitySettings#parse} for a way to write it down.
   */
  public EdgeEngineBuilder fidelity(FidelitySettings settings) {
    fidelity = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /**
   * Sets the fields that come before {@code Cache-Control} where targeted cache control counts (RFC
   * 9213), most important first; {@code CDN-Cache-Control} alone by default.
   */
  public EdgeEngineBuilder targetedCacheControl(String... fields) {
    targetedFields = List.of(fields);
    return this;
  }

  /** Sets the memory for bodies in bytes, outside the heap; 64 MiB by default. */
  public EdgeEngineBuilder memoryBytes(long bytes) {
    store.memoryBytes(bytes);
    return this;
  }

  /**
   * Keeps responses in files, too, so that they outlive the process and may be larger than memory;
   * nowhere but in memory by default.
   *
   * @param folder made when it is not there; of one engine at a time
   */
  public EdgeEngineBuilder storeDirectory(Path folder) {
    store.directory(Objects.requireNonNull(folder, "folder"));
    return this;
  }

  /**
   * Keeps responses in a store of the caller's instead of the built-in one, whose sizes then have
   * no effect; the engine closes it.
   */
  public EdgeEngineBuilder responseStore(ResponseStore other) {
    ownStore = Objects.requireNonNull(other, "other");
    return this;
  }

  /** Sets the bound of all files in the store's folder in bytes; 1 GiB by default. */
  public EdgeEngineBuilder diskBytes(long bytes) {
    store.diskBytes(bytes);
    return this;
  }

  /**
   * Sets whether each file is forced to the disk before its response counts as stored, so that it
   * outlives a power failure as well; not by default, because it waits for the disk.
   */
  public EdgeEngineBuilder diskForced(boolean forced) {
    store.forced(forced);
    return this;
  }

  /** Sets how many responses are stored at most; 100,000 by default, with a folder a million. */
  public EdgeEngineBuilder maxEntries(int number) {
    store.maxEntries(number);
    return this;
  }

  /**
   * Sets the heap for keys and heads in bytes; 32 MiB by default, with a folder an eighth of the
   * heap when that is more.
   */
  public EdgeEngineBuilder indexBytes(long bytes) {
    store.maxIndexBytes(bytes);
    return this;
  }

  /**
   * Sets the longest body that is stored in bytes; by default an eighth of the memory, or with a
   * folder a quarter of the disk when that is more.
   */
  public EdgeEngineBuilder maxBodyBytes(long bytes) {
    store.maxBodyBytes(bytes);
    return this;
  }

  /**
   * Sets the length of the slices that ranges of large objects are fetched and stored in, so that a
   * viewer does not wait for the whole; 1 MiB by default, 0 switches slices off.
   *
   * @param bytes 0, or from 64 KiB to 64 MiB
   * @throws IllegalArgumentException when it is neither
   */
  public EdgeEngineBuilder sliceBytes(int bytes) {
    if (bytes != 0 && (bytes < 64 * 1024 || bytes > 64 * 1024 * 1024)) {
      throw new IllegalArgumentException(
          "slice size is " + bytes + ", expected 0 or 65536 to 67108864");
    }
    sliceBytes = bytes;
    return this;
  }

  /** Adds one who is told of every finished exchange. */
  public EdgeEngineBuilder listener(EdgeListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Sets whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed, or whose other
   * header, see {@link #forwardedHeader}; nobody's by default.
   *
   * @param addresses addresses or ranges such as {@code 10.0.0.0/8} or {@code ::1}
   */
  public EdgeEngineBuilder trustedProxies(List<String> addresses) {
    trustedProxies = List.copyOf(addresses);
    return this;
  }

  /**
   * Sets what tells where viewers are, for geo headers and restrictions; nothing is known of any
   * address by default.
   *
   * @param lookup closed with the engine
   */
  public EdgeEngineBuilder geoLookup(GeoLookup lookup) {
    geo = Objects.requireNonNull(lookup, "lookup");
    return this;
  }

  /**
   * Sets MaxMind DB files that tell where viewers are, with {@code com.maxmind.db:maxmind-db} on
   * the class path; they add up, and are used anew when they are replaced.
   *
   * @throws IllegalArgumentException when the library is not there, or a file cannot be read
   */
  public EdgeEngineBuilder geoDatabase(Path... files) {
    for (GeoDatabaseOpener opener :
        ServiceLoader.load(GeoDatabaseOpener.class, EdgeEngineBuilder.class.getClassLoader())) {
      if (opener.available()) {
        return geoLookup(opener.open(List.of(files)));
      }
    }
    throw new IllegalArgumentException(
        "a geo database is given, but no library that reads it is there; add"
            + " com.maxmind.db:maxmind-db");
  }

  /**
   * Sets the header in which trusted proxies tell the viewer's country, such as {@code
   * CloudFront-Viewer-Country}; it comes before the look-up. Nobody else's is believed.
   */
  public EdgeEngineBuilder countryHeader(String name) {
    countryHeader = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets whether a restriction by country lets viewers in whose country is not known; it does by
   * default, as CloudFront's does.
   */
  public EdgeEngineBuilder unknownCountriesServed(boolean served) {
    unknownCountriesServed = served;
    return this;
  }

  /**
   * Sets by how much the times in signed URLs and cookies may be missed; not at all by default.
   *
   * @param tolerance up to five minutes
   * @throws IllegalArgumentException when it is negative or longer
   */
  public EdgeEngineBuilder clockTolerance(Duration tolerance) {
    if (tolerance.isNegative() || tolerance.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "clock tolerance is " + tolerance + ", expected 0 to 5 minutes");
    }
    clockTolerance = tolerance;
    return this;
  }

  /**
   * Sets by which header the trusted proxies tell who the viewer is; {@code X-Forwarded-For} and
   * {@code X-Forwarded-Proto} by default.
   */
  public EdgeEngineBuilder forwardedHeader(ForwardedHeader header) {
    forwardedHeader = Objects.requireNonNull(header, "header");
    return this;
  }

  /** Sets how long a viewer waits for another viewer's fetch; 5 seconds by default. */
  public EdgeEngineBuilder collapseWait(Duration wait) {
    collapseWait = Objects.requireNonNull(wait, "wait");
    return this;
  }

  /** Sets the clock for dates and freshness, for tests. */
  public EdgeEngineBuilder clock(InstantSource source) {
    clock = Objects.requireNonNull(source, "source");
    return this;
  }

  /** Sets the random numbers from 0 to 1 by which responses are sampled, for tests. */
  public EdgeEngineBuilder sampler(DoubleSupplier numbers) {
    sampler = Objects.requireNonNull(numbers, "numbers");
    return this;
  }

  /** Sets what reaches remote origins; found as a service by default. */
  public EdgeEngineBuilder originConnector(OriginConnector remote) {
    connector = Objects.requireNonNull(remote, "remote");
    return this;
  }

  /**
   * Sets what requests to origins with an access control are signed with, asked for each of them;
   * by default the system properties {@code aws.accessKeyId}, {@code aws.secretAccessKey} and
   * {@code aws.sessionToken}, else the environment variables {@code AWS_ACCESS_KEY_ID}, {@code
   * AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}.
   *
   * @param credentials must not block; null for none
   */
  public EdgeEngineBuilder originCredentials(Supplier<@Nullable OriginCredentials> credentials) {
    originCredentials = Objects.requireNonNull(credentials, "credentials");
    return this;
  }

  /**
   * Sets where buckets are: any server that speaks S3, with the bucket as the first part of the
   * path; Amazon by default.
   *
   * @param endpoint such as {@code http://localhost:9000}
   */
  public EdgeEngineBuilder s3Endpoint(URI endpoint) {
    s3Endpoint = Objects.requireNonNull(endpoint, "endpoint");
    return this;
  }

  /**
   * Leaves a remote origin alone for a while once it has failed several times in a row; it never is
   * by default. What is stored, the other origin of a group, or a 502 answers meanwhile.
   *
   * @param failures in a row, at least 1
   * @param pause until one request tries the origin again
   */
  public EdgeEngineBuilder circuitBreaker(int failures, Duration pause) {
    if (failures < 1 || pause.isNegative() || pause.isZero()) {
      throw new IllegalArgumentException(
          "circuit breaker is " + failures + " failures and " + pause + ", expected more of both");
    }
    breakerFailures = failures;
    breakerPause = pause;
    return this;
  }

  /** Sets how remote origins are spoken to; {@link OriginOptions#DEFAULT} by default. */
  public EdgeEngineBuilder originOptions(OriginOptions options) {
    originOptions = Objects.requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets which hosts functions may turn requests to, besides those of configured origins: names,
   * {@code *.example.com} for all below one, or {@code *} for all, as CloudFront has it; none by
   * default, because a function whose choice depends on the viewer could else be led into the
   * network behind the edge.
   *
   * @throws IllegalArgumentException that names the pattern which is none
   */
  public EdgeEngineBuilder functionOriginHosts(Collection<String> patterns) {
    functionHosts = FunctionHosts.of(patterns);
    return this;
  }

  /**
   * Sets whether an unsafe method that succeeds, such as POST, drops what is stored under its path
   * and under {@code Location} and {@code Content-Location} of the same host (RFC 9111, 4.4); left
   * to the fidelity by default, and on in {@code STANDARD} only.
   */
  public EdgeEngineBuilder unsafeMethodsInvalidate(boolean on) {
    unsafeMethodsInvalidate = on;
    return this;
  }

  /**
   * Adds a content coding; it goes before those found as a service, and those before the built-in
   * gzip.
   */
  public EdgeEngineBuilder contentCoder(ContentCoder coder) {
    coders.add(Objects.requireNonNull(coder, "coder"));
    return this;
  }

  /** Sets whether {@code Cache-Status} (RFC 9211) with our reasons is sent; it is by default. */
  public EdgeEngineBuilder cacheStatus(boolean sent) {
    cacheStatus = sent;
    return this;
  }

  /**
   * Sets whether {@code Cache-Status} shows the path and query of the cache key, which may be long;
   * not by default.
   */
  public EdgeEngineBuilder cacheStatusKey(boolean shown) {
    cacheStatusKey = shown;
    return this;
  }

  /**
   * Sets whether {@code X-Cache}, {@code Via}, {@code X-Amz-Cf-Id} and {@code X-Amz-Cf-Pop} are
   * sent; they are by default.
   */
  public EdgeEngineBuilder cloudFrontHeaders(boolean sent) {
    cloudFrontHeaders = sent;
    return this;
  }

  /**
   * Sets what does the work that the start of an engine need not wait for: opening the memory for
   * bodies and loading what signatures are verified with, some tenths of a second in all. By
   * default a daemon thread does, beside the start. An executor may as well wait until the
   * application serves; a request that needs a thing earlier does the work itself.
   */
  public EdgeEngineBuilder preparation(Executor executor) {
    preparation = Objects.requireNonNull(executor, "executor");
    return this;
  }

  private static void beside(Runnable work) {
    Thread thread = new Thread(work, "edge-prepare");
    thread.setDaemon(true);
    thread.start();
  }

  /** Sets the value of {@code X-Amz-Cf-Pop}. */
  public EdgeEngineBuilder nodeName(String name) {
    nodeName = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Compiles the configuration and starts the engine.
   *
   * @throws dev.edgefilter.config.ConfigException with every problem of the configuration
   * @throws IllegalArgumentException when a setting of the builder is wrong
   * @throws dev.edgefilter.store.StoreException when the store's folder is in use or cannot be
   *     written
   */
  public EdgeEngine start() {
    TrustedProxies proxies = TrustedProxies.of(trustedProxies, forwardedHeader);
    StoreFolder keyValueStores = new StoreFolder(clock, keyValueStoreDirectory);
    FunctionLibrary library =
        new FunctionLibrary(
            functionEngine(),
            new FunctionServices(clock, ticker, functionLimits, edgeLocation, null),
            keyValueStores);
    Capabilities capabilities =
        new Capabilities(
            fidelity,
            selfOrigins,
            functions,
            connector(),
            targetedFields,
            new AccessSettings(
                geo != null || !countryHeader.isEmpty(),
                unknownCountriesServed,
                clockTolerance.toSeconds(),
                keySets::at),
            unsafeMethodsInvalidate,
            library,
            new OriginAccess(originCredentials, s3Endpoint, clock),
            functionHosts);
    EdgeConfig written = config.build();
    EdgePlan plan = compile(written, capabilities, library);
    checkHttp2(written);
    keyValueStores.apply(written.keyValueStores());
    ResponseStore opened = openStore(plan);
    preparation.execute(plan::prepare);
    Coders codings = new Coders(coders(), Recoder.withThread());
    StartNotes.write(plan, codings.brotli(), geo != null || !countryHeader.isEmpty());
    Services services =
        new Services(
            opened,
            new RequestCollapser(collapseWait.toNanos()),
            new RememberingVerifier(new KeyVerifier(), REMEMBERED_SIGNATURES),
            clock,
            ticker,
            listeners,
            sliceBytes,
            codings,
            headers(),
            geo == null ? address -> GeoLocation.UNKNOWN : geo,
            sampler);
    return new EdgeEngine(
        written, plan, capabilities, services, proxies, keyValueStores, countryHeader, keySets);
  }

  private static EdgePlan compile(
      EdgeConfig written, Capabilities capabilities, FunctionLibrary library) {
    boolean compiled = false;
    try {
      EdgePlan plan = PlanCompiler.compile(written, capabilities);
      compiled = true;
      return plan;
    } finally {
      if (!compiled) {
        library.close();
      }
    }
  }

  private @Nullable FunctionEngine functionEngine() {
    return functionEngine != null
        ? functionEngine
        : ServiceLoader.load(FunctionEngine.class, EdgeEngineBuilder.class.getClassLoader())
            .findFirst()
            .orElse(null);
  }

  private List<ContentCoder> coders() {
    List<ContentCoder> all = new ArrayList<>(coders);
    ServiceLoader.load(ContentCoder.class, EdgeEngineBuilder.class.getClassLoader())
        .forEach(all::add);
    all.add(new GzipCoder());
    return all;
  }

  private ResponseStore openStore(EdgePlan plan) {
    if (ownStore != null) {
      return ownStore;
    }
    try {
      return store.ticker(ticker).preparation(preparation).build();
    } catch (RuntimeException e) {
      plan.closeOrigins(null);
      throw e;
    }
  }

  private EdgeHeaders headers() {
    String hash = Integer.toHexString(nodeName.hashCode() | 0x10000000);
    String via = "1.1 " + hash.repeat(4) + ".cloudfront.net (CloudFront)";
    return new EdgeHeaders(
        cloudFrontHeaders,
        true,
        cacheStatus,
        cacheStatusKey,
        cloudFrontHeaders,
        cloudFrontHeaders,
        via,
        nodeName,
        UUID.randomUUID().toString());
  }

  private void checkHttp2(EdgeConfig written) {
    Set<String> known = new TreeSet<>();
    for (DistributionConfig distribution : written.distributions()) {
      distribution.origins().forEach(origin -> known.add(origin.id()));
    }
    for (String id : originOptions.http2Origins()) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "http2 origins: found \""
                + id
                + "\"; expected the id of an origin, which is one of "
                + known);
      }
    }
  }

  private @Nullable OriginConnector connector() {
    OriginConnector found = connector == null ? foundConnector() : connector;
    OriginOptions options = originOptions;
    int failures = breakerFailures;
    Duration pause = breakerPause;
    InstantSource now = clock;
    if (found == null) {
      return null;
    }
    return failures == 0
        ? config -> found.connect(config, options)
        : config -> new CircuitBreaker(found.connect(config, options), failures, pause, now);
  }

  private static @Nullable OriginConnector foundConnector() {
    return ServiceLoader.load(OriginConnector.class, EdgeEngineBuilder.class.getClassLoader())
        .findFirst()
        .orElse(null);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.cache.RequestWish;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.internal.plan.EdgePlan;
import dev.edgefilter.internal.plan.EdgePlan.HostMatch;
import dev.edgefilter.internal.plan.ErrorPagePlan;
import dev.edgefilter.internal.plan.FailoverPlan;
import dev.edgefilter.internal.plan.OriginPlan;
import dev.edgefilter.internal.response.CodingReason;
import dev.edgefilter.internal.response.CodingRule;
import dev.edgefilter.internal.response.ErrorPageReason;
import dev.edgefilter.internal.response.HeadersPolicyRule;
import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.internal.waf.WafDecision;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The request side of an exchange, up to the origin and no further, for {@code explain}.
 *
 * <p>It runs the steps that every request runs, so nothing is decided a second way. The
 * viewer-request function runs, because key and answer depend on it; origin-request and the
 * response functions do not. Nobody waits for it, and it waits for nobody.
 */
public final class DryRun {

  /** How the exchange would go on. */
  public enum Ending {
    /** The edge answers itself: a refusal, a redirect, or what a function made. */
    GENERATED,
    /** A stored response answers. */
    STORED,
    /** The origin is asked whether the stored response still holds. */
    VALIDATES,
    /** Another viewer's fetch is under way, and this one would wait for it. */
    WAITS,
    /** The origin is asked, and its answer may be stored. */
    FETCHES,
    /** The origin is asked, and its answer is not stored. */
    PASSES
  }

  private final Exchange exchange;
  private final HostMatch host;
  private @Nullable AccessDecision access;
  private Ending ending = Ending.GENERATED;
  private @Nullable ResponsePlan plan;
  private @Nullable ErrorPageReason errorPage;
  private StoredResponse[] variants = {};
  private boolean marked;

  private DryRun(Exchange exchange) {
    this.exchange = exchange;
    this.host = exchange.plan.match(exchange.request.host());
  }

  /**
   * Runs a request that nobody sent.
   *
   * @param path the path that behaviors are matched against
   * @param address the viewer's address as a literal, or null when unknown
   */
  public static DryRun of(
      RequestHead request,
      String path,
      @Nullable String address,
      EdgePlan plan,
      Services services) {
    Exchange exchange =
        new Exchange(new DryViewer(request, path, address), plan, services.rehearsal());
    DryRun run = new DryRun(exchange);
    try {
      run.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a dry viewer has no body and no connection
    } finally {
      BodyReader reader = exchange.takeReader();
      if (reader != null) {
        reader.close();
      }
    }
    return run;
  }

  private void run() throws IOException {
    Phase phase = new ReceiveStep().run(exchange);
    access = exchange.restricted;
    if (phase == Phase.AUTHORIZE) {
      access = AuthorizeStep.decide(exchange);
      phase = AuthorizeStep.act(exchange, access);
    }
    if (phase == Phase.VIEWER_REQUEST) {
      phase = new ViewerRequestStep().run(exchange);
    }
    if (phase == Phase.LOOKUP) {
      phase = new LookupStep().run(exchange);
      listVariants();
    }
    if (phase == Phase.ORIGIN_REQUEST) {
      prepareOrigin();
    } else {
      ending = exchange.source == BodySource.STORED ? Ending.STORED : Ending.GENERATED;
      ResponsePlan sent = ViewerResponseStep.plan(exchange);
      plan = sent;
      if (sent.status() >= 400) {
        errorPage = ErrorPages.decide(exchange, sent.status());
      }
    }
  }

  private void listVariants() {
    CacheKey key = exchange.key;
    if (key != null) {
      variants = exchange.services.store().find(key);
      marked = exchange.services.collapser().isMarked(key, exchange.startMillis);
    }
  }

  private void prepareOrigin() throws IOException {
    boolean waits = exchange.trace.reason(Step.COLLAPSE) == CollapseReason.WAIT_LIMIT;
    OriginRequestStep.prepareValidation(exchange);
    exchange.originRequest = OriginRequestStep.build(exchange);
    StoredResponse stored = exchange.stored;
    if (exchange.validating && stored != null) {
      exchange.source = BodySource.STORED;
      exchange.responseHead = new ResponseHead(stored.head().status(), stored.head().headers());
      exchange.result = ResultType.REFRESH_HIT;
      plan = ViewerResponseStep.plan(exchange);
    }
    if (waits) {
      ending = Ending.WAITS;
    } else if (exchange.validating) {
      ending = Ending.VALIDATES;
    } else {
      ending = exchange.passing ? Ending.PASSES : Ending.FETCHES;
    }
  }

  /** Where the slice begins that is looked at first, in bytes; -1 without slices. */
  public long sliceStart() {
    Slices slices = exchange.slices;
    return slices == null ? -1 : slices.start();
  }

  /** Whom it would ask. */
  public OriginPlan origin() {
    return exchange.origin();
  }

  /** Whom it would ask when that one fails, or null. */
  public @Nullable FailoverPlan failover() {
    return exchange.chosen == null ? exchange.behavior().failover() : exchange.chosenSecondary;
  }

  /** How it would go on. */
  public Ending ending() {
    return ending;
  }

  /** What it was run on: what the viewer sent. */
  public RequestHead viewerRequest() {
    return exchange.viewer.request();
  }

  /** The viewer's address, or null. */
  public @Nullable String address() {
    return exchange.viewer.address();
  }

  /** The request as the viewer-request function left it. */
  public RequestHead request() {
    return exchange.request;
  }

  /** The path as function and default root object left it. */
  public String path() {
    return exchange.path;
  }

  /** The path that patterns were compared with. */
  public String matchedPath() {
    return ReceiveStep.matchedPath(exchange.distribution(), exchange.viewer.path());
  }

  /** The query as the function left it, or null. */
  public @Nullable String query() {
    return exchange.query;
  }

  /** When it ran, in milliseconds since 1970. */
  public long nowMillis() {
    return exchange.startMillis;
  }

  /** What the viewer asks of the cache, where that counts. */
  public RequestWish wish() {
    return exchange.wish;
  }

  /** Every reason so far. */
  public Trace trace() {
    return exchange.trace;
  }

  /** Which distribution the host belongs to. */
  public HostMatch host() {
    return host;
  }

  /** The distribution, or null when none has the host. */
  public @Nullable DistributionPlan distribution() {
    return exchange.distribution;
  }

  /** The behavior, or null when the request was refused before. */
  public @Nullable BehaviorPlan behavior() {
    return exchange.behaviorOrNull();
  }

  /** The verdict on access, or null when the request was refused before. */
  public @Nullable AccessDecision access() {
    return access;
  }

  /** What the web ACL decided, or null when there is none or it was not asked. */
  public @Nullable WafDecision webAcl() {
    return exchange.waf;
  }

  /** The key, or null when the store was not asked. */
  public @Nullable CacheKey key() {
    return exchange.key;
  }

  /** What is stored under the key, newest first. */
  public StoredResponse[] variants() {
    return variants.clone();
  }

  /** The variant that was chosen and is still there, or null. */
  public @Nullable StoredResponse chosen() {
    return exchange.stored;
  }

  /** True when the last answer to this key could not be shared, so that nobody waits for it. */
  public boolean marked() {
    return marked;
  }

  /** True when the origin's answer is not stored whatever it says. */
  public boolean passing() {
    return exchange.passing;
  }

  /** What the origin would get, before an origin-request function; null when it is not asked. */
  public @Nullable OriginRequest originRequest() {
    return exchange.originRequest;
  }

  /** The status and part that would be sent, or null when the origin decides. */
  public @Nullable ResponsePlan plan() {
    return plan;
  }

  /** Why a page does or does not stand in for an error, or null when there is none yet. */
  public @Nullable ErrorPageReason errorPageReason() {
    return errorPage;
  }

  /** The page that stands in for the error, or null. */
  public @Nullable ErrorPagePlan errorPage() {
    ResponsePlan sent = plan;
    return errorPage == ErrorPageReason.SENT && sent != null
        ? ErrorPages.pageFor(exchange, sent.status())
        : null;
  }

  /** Why the answer of the origin would not be compressed whatever it is; null when it may be. */
  public @Nullable CodingReason codingRefusal() {
    return CodingRule.refusal(exchange.behavior().coding(), Compression.facts(exchange));
  }

  /** Why a stored response that is not encoded would or would not be, if it came now. */
  public CodingReason codingReason(StoredResponse stored) {
    return CodingRule.decide(
            exchange.behavior().coding(),
            Compression.facts(exchange),
            stored.responseHead(),
            stored.bodyBytes())
        .reason();
  }

  /** What is remembered of a body that the edge has encoded, or null. */
  public @Nullable CodedStored coded(StoredResponse stored) {
    return exchange.services.coders().remembered(stored);
  }

  /** What is done to the headers of the answer, or null when nothing is. */
  public @Nullable HeadersPolicyRule headersPolicy() {
    BehaviorPlan behavior = exchange.behaviorOrNull();
    if (ending == Ending.GENERATED && errorPage() == null) {
      return PolicyHeaders.rule(exchange);
    }
    return behavior == null ? null : behavior.headersPolicy();
  }

  /** The result; {@code REFRESH_HIT} stands for a validation that has not been answered yet. */
  public ResultType result() {
    return exchange.result;
  }

  /** The age that would be sent, -1 for none. */
  public long ageSeconds() {
    return exchange.ageSeconds;
  }

  /** The headers of a generated or stored response, empty when the origin decides. */
  public Headers responseHeaders() {
    ResponseHead head = exchange.responseHead;
    return head == null ? Headers.EMPTY : head.headers();
  }
}

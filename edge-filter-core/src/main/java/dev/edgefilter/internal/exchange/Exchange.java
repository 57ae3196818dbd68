// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.access.TokenRenewal;
import dev.edgefilter.internal.cache.ForwardRule;
import dev.edgefilter.internal.cache.KeyRule;
import dev.edgefilter.internal.cache.RequestWish;
import dev.edgefilter.internal.cache.ReuseDecision;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.internal.plan.EdgePlan;
import dev.edgefilter.internal.plan.ErrorPagePlan;
import dev.edgefilter.internal.plan.FailoverPlan;
import dev.edgefilter.internal.plan.OriginPlan;
import dev.edgefilter.internal.response.Multipart;
import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.internal.waf.WafDecision;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one mutable object of a viewer's request. It reads the plan once and keeps it.
 *
 * <p>One thread owns it at a time: the container's thread that runs the filter, or, once the
 * application went asynchronous, whichever thread writes the response; the container orders those.
 * Only the end may come from another thread, when the container gives up an asynchronous request;
 * so the reader, the fill, the flight and the record are each ended by whoever comes first.
 */
public final class Exchange {

  // Set once, when the request arrives.
  final Viewer viewer;
  final EdgePlan plan;
  final Services services;
  final long startMillis;
  final long startNanos;
  final String requestId;
  final Trace trace = new Trace();

  /** The exchange whose error this one fetches a page for, or null. */
  final @Nullable Exchange errorOf;

  private Phase phase;

  // Request side: what the viewer wants, as functions may have changed it.
  RequestHead request;
  String path;
  @Nullable String query;
  @Nullable DistributionPlan distribution;
  private @Nullable BehaviorPlan behavior;

  @Nullable WafDecision waf;
  @Nullable String pathToken;
  private @Nullable GeoLocation location;
  @Nullable AccessDecision restricted;

  /** A token for what the viewer asks for next; goes out with what it asked for. */
  @Nullable TokenRenewal renewal;

  // Cache side.
  @Nullable CacheKey key;
  @Nullable StoredResponse stored;
  private @Nullable BodyReader reader;
  @Nullable ReuseDecision reuse;
  RequestWish wish = RequestWish.NONE;
  @Nullable Flight flight;

  /** How often it has waited without a thread. */
  int waits;

  /** Whose end it waits for while it is parked. */
  private @Nullable Flight waitsFor;

  @Nullable Slices slices;
  boolean passing;
  boolean validating;

  // Origin side.
  @Nullable OriginRequest originRequest;
  @Nullable ResponseHead originHead;

  /** What came after the body; the container asks for it from a thread of its own. */
  volatile @Nullable Headers trailers;

  @Nullable Fill fill;
  boolean asking;

  /** Set once the primary origin of a group has failed and the secondary is asked. */
  @Nullable FailoverPlan failedOver;

  /** The origin that a function chose, or null; and whom it named for when that one fails. */
  @Nullable FailoverPlan chosen;

  @Nullable FailoverPlan chosenSecondary;

  @Nullable CodedBody coded;
  boolean sentByContainer;
  private @Nullable OriginSide originSide;

  // Response side: what the viewer gets.
  BodySource source = BodySource.GENERATED;
  @Nullable Generated generated;
  @Nullable ResponseHead responseHead;
  @Nullable ResponsePlan responsePlan;

  /** What is sent in place of the response, once the response is over. */
  @Nullable ErrorPagePlan errorPage;

  @Nullable Multipart multipart;
  byte @Nullable [] replacedViewerBody;
  ResultType result = ResultType.MISS;
  int sentStatus;

  /** Written down while the container still knows the request, where the exchange outlives that. */
  @Nullable AccessLogRecord draft;

  @Nullable ResponseHead sentHead;
  long sentBytes;
  long ageSeconds = -1;

  /** How long what has just been stored or renewed stays fresh, or -1. */
  long storedTtlSeconds = -1;

  long firstByteNanos;
  boolean viewerGone;
  boolean cutShort;
  boolean finished;
  private boolean paused;
  private boolean paced;

  // The application went asynchronous, so that the container's thread must let go.
  boolean handedOver;

  /** The container reported a failure, so that the body counts as incomplete. */
  volatile boolean broken;

  /** Starts an exchange on the plan of now. */
  public Exchange(Viewer viewer, EdgePlan plan, Services services) {
    this(viewer, plan, services, RequestIds.next(), null);
  }

  private Exchange(
      Viewer viewer,
      EdgePlan plan,
      Services services,
      String requestId,
      @Nullable Exchange errorOf) {
    this.viewer = viewer;
    this.plan = plan;
    this.services = services;
    this.requestId = requestId;
    this.errorOf = errorOf;
    this.phase = errorOf == null ? Phase.RECEIVE : Phase.AUTHORIZE;
    this.startMillis = services.nowMillis();
    this.startNanos = services.ticker().getAsLong();
    this.request = viewer.request();
    this.path = viewer.path();
    this.query = request.query();
  }

  /** Starts to fetch the page that stands in for an error; its behavior is that of its own path. */
  static Exchange forErrorPage(Viewer viewer, Exchange failed) {
    Exchange exchange =
        new Exchange(viewer, failed.plan, failed.services.forErrorPage(), failed.requestId, failed);
    DistributionPlan distribution = failed.distribution();
    exchange.distribution = distribution;
    exchange.behavior =
        distribution.behaviorFor(ReceiveStep.matchedPath(distribution, viewer.path()));
    return exchange;
  }

  /** What is known of the asking; made when it is first needed, as a hit never asks. */
  OriginSide originSide() {
    OriginSide side = originSide;
    if (side == null) {
      side = new OriginSide();
      originSide = side;
    }
    return side;
  }

  /** Where the viewer is; looked up when it is first needed, and what is not known is unknown. */
  GeoLocation location() {
    GeoLocation known = location;
    if (known == null) {
      String told = viewer.country();
      String address = viewer.address();
      if (told != null) {
        known = GeoLocation.ofCountry(told);
      } else {
        known = address == null ? GeoLocation.UNKNOWN : services.geo().locate(address);
      }
      location = known;
    }
    return known;
  }

  /** True when the origin was asked for a part, of a slice's making or the viewer's. */
  boolean asksRange() {
    OriginRequest asked = originRequest;
    return asked != null && asked.headers().contains("Range");
  }

  /** The next slice is asked for on its own. */
  void forgetOrigin() {
    originSide = null;
  }

  /** Where it stands. */
  public Phase phase() {
    return phase;
  }

  /** What was decided so far. */
  public Trace trace() {
    return trace;
  }

  /** True when the response head has gone out, so that the application can change nothing. */
  public boolean headSent() {
    return sentHead != null;
  }

  /** True when the viewer hung up, so that what it throws is nobody's fault. */
  public boolean viewerGone() {
    return viewerGone;
  }

  /** True when the container has reported a failure. */
  public boolean broken() {
    return broken;
  }

  /** True when the viewer was promised more than it got. */
  public boolean cutShort() {
    return cutShort;
  }

  /** True when a viewer that is there was promised more than it got, by a head of the edge. */
  public boolean owesRest() {
    return cutShort && headSent() && !sentByContainer && !viewerGone;
  }

  /** True when every cookie that reached the origin is part of the key. */
  public boolean cookiesKeyed() {
    OriginRequest asked = originRequest;
    String forwarded = asked == null ? null : asked.headers().joined("Cookie");
    CacheKey present = key;
    return forwarded == null || (present != null && forwarded.equals(KeyRule.cookiePart(present)));
  }

  /** True when the Authorization header is part of the key. */
  public boolean authorizationKeyed() {
    return behavior().key().holdsHeader("Authorization");
  }

  /** Nobody owns the exchange until {@link #endPause()}; lets go at once when it is finished. */
  synchronized void pause(BodyReader held) {
    paused = true;
    paced = true;
    if (finished) {
      held.close();
    } else {
      reader = held;
    }
  }

  /** True for the one who goes on with it. */
  synchronized boolean endPause() {
    boolean ended = paused;
    paused = false;
    return ended;
  }

  /** True while a stored body goes out bit by bit, as a WriteListener's viewer takes it. */
  public synchronized boolean isSending() {
    return paced && !finished;
  }

  /** Parked, it waits for another viewer's fetch. */
  synchronized void waitFor(@Nullable Flight other) {
    waitsFor = other;
  }

  /** The fetch it waits for, or null; whoever takes it ends the wait. */
  synchronized @Nullable Flight takeWait() {
    Flight other = waitsFor;
    waitsFor = null;
    return other;
  }

  /** The fetch it waits for without a thread, or null. */
  synchronized @Nullable Flight waitingFor() {
    return waitsFor;
  }

  /** True when it takes what the origin pushes. */
  boolean takesBody() {
    return phase == Phase.TRANSFER && source == BodySource.ORIGIN;
  }

  synchronized void hold(BodyReader opened) {
    reader = opened;
  }

  boolean holdsReader() {
    return reader != null;
  }

  /** The open reader, for one to use and close. */
  synchronized @Nullable BodyReader takeReader() {
    BodyReader taken = reader;
    reader = null;
    return taken;
  }

  /** True when everything it held is let go. */
  synchronized boolean isFinished() {
    return finished;
  }

  /** True for the first caller only. */
  synchronized boolean finishOnce() {
    boolean first = !finished;
    finished = true;
    return first;
  }

  void moveTo(Phase next) {
    if (!phase.leadsTo(next)) {
      throw new IllegalStateException("no way from " + phase + " to " + next);
    }
    phase = next;
  }

  /** True when the driver has something to run. */
  boolean runs() {
    return switch (phase) {
      case PARKED, DONE -> false;
      case TRANSFER -> source != BodySource.ORIGIN;
      // The next slice, or the other origin, waits until the origin's call has returned.
      case LOOKUP, ORIGIN_REQUEST -> !asking;
      case RECEIVE, AUTHORIZE, VIEWER_REQUEST, FETCH, ORIGIN_RESPONSE, STORE, VIEWER_RESPONSE ->
          true;
    };
  }

  /** Whom it asks: the origin of its behavior, the other one of the group, or a function's. */
  OriginPlan origin() {
    FailoverPlan other = other();
    return other == null ? behavior().origin() : other.secondary();
  }

  /** Whom it asks, with what that origin gets. */
  FailoverPlan asked() {
    FailoverPlan other = other();
    return other == null ? behavior().own() : other;
  }

  /** Whom it asks when that is not the origin of its behavior, else null. */
  private @Nullable FailoverPlan other() {
    OriginSide side = originSide;
    if (side != null && side.turnedTo != null) {
      return side.turnedTo;
    }
    return failedOver == null ? chosen : failedOver;
  }

  /** What that origin gets for the viewer's method. */
  ForwardRule forward() {
    return forward(request.method());
  }

  /** What that origin gets for a method. */
  ForwardRule forward(String method) {
    FailoverPlan other = other();
    if (other == null) {
      return behavior().forwardFor(method);
    }
    return behavior().caches(method) ? other.forward() : other.forwardUncached();
  }

  BehaviorPlan behavior() {
    return Objects.requireNonNull(behavior, "no behavior chosen yet");
  }

  void choose(BehaviorPlan chosen) {
    behavior = chosen;
  }

  @Nullable BehaviorPlan behaviorOrNull() {
    return behavior;
  }

  DistributionPlan distribution() {
    return Objects.requireNonNull(distribution, "no distribution chosen yet");
  }

  /** Answers with something the edge or a function made. */
  Phase answer(Generated response, ResultType resultType) {
    generated = response;
    slices = null;
    source = BodySource.GENERATED;
    responseHead = response.head();
    result = resultType;
    return Phase.VIEWER_RESPONSE;
  }
}

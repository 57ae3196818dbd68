// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.ForwardRule;
import dev.edgefilter.internal.cache.VaryRule;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.response.ErrorPageReason;
import dev.edgefilter.internal.response.HeadersPolicyRule;
import dev.edgefilter.internal.response.Multipart;
import dev.edgefilter.internal.response.Representation;
import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.internal.response.ResponseReason;
import dev.edgefilter.internal.response.ResponseRule;
import dev.edgefilter.internal.response.ViewerHeaders;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers conditions and ranges, runs the viewer-response function, and sends the head. */
final class ViewerResponseStep {

  private static final long UNKNOWN = -1;
  private static final int BOUNDARY_CHARACTERS = 32;

  Phase run(Exchange exchange) throws IOException {
    Slices slices = exchange.slices;
    if (exchange.headSent()) {
      return goOn(exchange, slices);
    }
    ResponsePlan plan = slices == null ? plan(exchange) : firstSlice(exchange, slices);
    if (plan == null) {
      exchange.responsePlan = ResponsePlan.NOTHING_YET;
      return Phase.TRANSFER;
    }
    if (plan.status() >= 400 && ErrorPages.standsIn(exchange, plan.status())) {
      exchange.trace.record(Step.RESPONSE, ErrorPageReason.SENT);
      exchange.responsePlan = plan.asHead(); // the error itself goes to the store only
      return Phase.TRANSFER;
    }
    exchange.responsePlan = plan;
    exchange.trace.record(Step.RESPONSE, plan.reason());
    if (isPlainHit(exchange, plan) && sendHit(exchange, plan)) {
      return Phase.TRANSFER;
    }
    Headers.Builder headers = headers(exchange, plan);
    Phase failed = callFunction(exchange, headers);
    if (failed != null) {
      // The failure is a response of its own and takes the same way once.
      exchange.replacedViewerBody = null;
      exchange.multipart = null;
      plan = plan(exchange);
      exchange.responsePlan = plan;
      headers = headers(exchange, plan);
      ResponseSide.abandon(exchange);
    }
    headers = PolicyHeaders.apply(exchange, headers);
    int status = exchange.sentStatus == 0 ? plan.status() : exchange.sentStatus;
    exchange.sentStatus = status;
    Multipart multipart = exchange.multipart;
    if (multipart != null && exchange.replacedViewerBody == null) {
      // Set last: the type names the boundary, so no function may change it.
      headers.set("Content-Type", multipart.contentType());
    }
    exchange.services.signature().addTo(headers, exchange);
    send(exchange, new ResponseHead(status, headers.build()));
    return Phase.TRANSFER;
  }

  /** The head is out: what comes now must be a slice of the same object. */
  private static Phase goOn(Exchange exchange, @Nullable Slices slices) throws IOException {
    ResponseHead head = Objects.requireNonNull(exchange.responseHead, "responseHead");
    if (slices == null || exchange.source == BodySource.GENERATED) {
      throw new SliceChangedException(exchange.path, exchange.sentBytes, "status " + head.status());
    }
    SliceTurn.agrees(exchange, slices, head);
    exchange.result = slices.sentResult();
    exchange.ageSeconds = slices.sentAgeSeconds();
    return Phase.TRANSFER;
  }

  /** What the viewer gets, or null when this slice does not hold the first byte of it. */
  private static @Nullable ResponsePlan firstSlice(Exchange exchange, Slices slices)
      throws IOException {
    ResponseHead slice = Objects.requireNonNull(exchange.responseHead, "responseHead");
    if (!SliceTurn.agrees(exchange, slices, slice)) {
      return null;
    }
    ResponsePlan plan = plan(exchange);
    ResponseHead whole = Objects.requireNonNull(exchange.responseHead, "responseHead");
    long length = ContentLength.of(whole);
    if (length > slices.sliceBytes()) {
      exchange.services.collapser().markLarge(slices.whole(), exchange.startMillis);
    }
    slices.sent(exchange.result, exchange.ageSeconds);
    return slices.plan(plan, length) ? plan : null;
  }

  /** The whole of what is stored, as it is stored: there is no need to copy its head. */
  @SuppressWarnings("ReferenceEquality") // the same object tells that nothing was merged into it
  private static boolean isPlainHit(Exchange exchange, ResponsePlan plan) {
    StoredResponse stored = exchange.stored;
    ResponseHead head = exchange.responseHead;
    return exchange.source == BodySource.STORED
        && stored != null
        && head != null
        && exchange.originHead == null
        && plan.status() == 200
        && head.headers() == stored.head().headers()
        && ContentLength.of(head) == stored.bodyBytes()
        && (exchange.errorOf != null
            || exchange.behavior().function(FunctionEvent.VIEWER_RESPONSE) == null);
  }

  /** False when the headers policy needs a head of its own, and nothing was sent. */
  private static boolean sendHit(Exchange exchange, ResponsePlan plan) throws IOException {
    ResponseHead head = Objects.requireNonNull(exchange.responseHead, "responseHead");
    HeadersPolicyRule policy = PolicyHeaders.rule(exchange);
    long additions = policy == null ? 0 : PolicyHeaders.additions(exchange, policy, head.headers());
    if (additions == HeadersPolicyRule.MUST_CHANGE) {
      return false;
    }
    exchange.sentStatus = plan.status();
    send(exchange, head);
    if (policy != null) {
      PolicyHeaders.writeTo(exchange, policy, head.headers(), additions);
    }
    exchange.services.signature().writeTo(exchange.viewer, exchange);
    return true;
  }

  private static void send(Exchange exchange, ResponseHead head) throws IOException {
    exchange.sentHead = head;
    exchange.firstByteNanos = exchange.services.ticker().getAsLong() - exchange.startNanos;
    try {
      exchange.viewer.sendHead(Trailers.announced(exchange, head));
      byte[] replaced = exchange.replacedViewerBody;
      if (replaced != null && !isHead(exchange)) {
        exchange.sentBytes = replaced.length;
        exchange.viewer.write(ByteBuffer.wrap(replaced));
      }
    } catch (IOException e) {
      exchange.viewerGone = true;
      exchange.cutShort = true;
      ResponseSide.abandon(exchange);
      throw e;
    }
  }

  static ResponsePlan plan(Exchange exchange) {
    if (exchange.slices != null) {
      ResponseHead slice = Objects.requireNonNull(exchange.responseHead, "responseHead");
      exchange.responseHead = Slices.wholeHead(slice);
    }
    ResponseHead head = Objects.requireNonNull(exchange.responseHead, "responseHead");
    StoredResponse stored = exchange.stored;
    ResponsePlan plan =
        switch (exchange.source) {
          case GENERATED -> ResponsePlan.whole(head.status());
          case STORED ->
              ResponseRule.asksForTheWhole(exchange.request)
                  ? ResponsePlan.whole(head.status())
                  : ResponseRule.decide(
                      exchange.request,
                      exchange.slices == null
                          ? representation(
                              exchange.request,
                              head,
                              Objects.requireNonNull(stored, "stored"),
                              exchange.startMillis)
                          : representation(head, ContentLength.of(head), exchange.startMillis),
                      exchange.startMillis);
          case ORIGIN ->
              exchange.passing
                  ? ResponsePlan.whole(head.status())
                  : ResponseRule.decide(
                      exchange.request,
                      representation(head, ContentLength.of(head), exchange.startMillis),
                      exchange.startMillis);
        };
    if (exchange.source == BodySource.STORED
        && !plan.parts().isEmpty()
        && !exchange.viewer.mayBlock()) {
      // Several parts are several writes at a time, which a WriteListener's connection cannot take.
      plan = ResponsePlan.whole(head.status());
    }
    return isHead(exchange) ? plan.asHead() : plan;
  }

  private static boolean isHead(Exchange exchange) {
    return exchange.request.method().equals("HEAD");
  }

  /** Of what is stored, whose validators were read when it was. */
  @SuppressWarnings("ReferenceEquality") // the same object tells that nothing was merged into it
  private static Representation representation(
      RequestHead request, ResponseHead head, StoredResponse stored, long nowMillis) {
    long bodyBytes =
        Compression.mayContinue(request, head.headers()) ? stored.bodyBytes() : UNKNOWN;
    return head.headers() == stored.head().headers()
        ? new Representation(
            head.status(),
            Compression.viewerTag(stored.head()),
            stored.head().lastModifiedMillis(),
            bodyBytes,
            head.headers().contains("Content-Encoding"))
        : representation(head, bodyBytes, nowMillis);
  }

  private static Representation representation(ResponseHead head, long bodyBytes, long nowMillis) {
    String modified = head.headers().first("Last-Modified");
    return new Representation(
        head.status(),
        EntityTag.parse(head.headers().first("ETag")),
        modified == null ? HttpDate.INVALID : HttpDate.parseMillis(modified, nowMillis),
        bodyBytes,
        head.headers().contains("Content-Encoding"));
  }

  private static Headers.Builder headers(Exchange exchange, ResponsePlan plan) {
    ResponseHead head = Objects.requireNonNull(exchange.responseHead, "responseHead");
    Headers.Builder headers = head.headers().toBuilder();
    if (exchange.source != BodySource.GENERATED) {
      hideFields(exchange, headers, head.headers());
    }
    long length = lengthOf(exchange, head);
    switch (plan.status()) {
      case 304 -> removeBodyFields(headers, head.headers());
      case 206 -> {
        if (plan.partial()) {
          headers.set("Content-Range", "bytes " + plan.first() + "-" + plan.last() + "/" + length);
          headers.set("Content-Length", Long.toString(plan.last() - plan.first() + 1));
        } else if (!plan.parts().isEmpty()) {
          headers.set("Content-Length", Long.toString(multipart(exchange, plan, length).length()));
        }
      }
      case 416, 412 -> {
        // What the origin itself answered stays as it is.
        if (plan.reason() != ResponseReason.WHOLE) {
          removeBodyFields(headers, head.headers());
          headers.set("Content-Length", "0");
          if (plan.status() == 416) {
            headers.set("Content-Range", "bytes */" + length);
          }
        }
      }
      default -> {
        if (exchange.source == BodySource.STORED
            && mayHaveBody(plan.status())
            && ContentLength.of(head) != length) {
          headers.set("Content-Length", Long.toString(length));
        }
      }
    }
    return headers;
  }

  private static Multipart multipart(Exchange exchange, ResponsePlan plan, long length) {
    ResponseHead head = Objects.requireNonNull(exchange.responseHead, "responseHead");
    String boundary = RequestIds.next().substring(0, BOUNDARY_CHARACTERS);
    Multipart multipart =
        new Multipart(plan.parts(), length, head.headers().first("Content-Type"), boundary);
    exchange.multipart = multipart;
    if (exchange.source == BodySource.ORIGIN) {
      exchange.originSide().cutter = new PartCutter(multipart);
    }
    return multipart;
  }

  private static void hideFields(Exchange exchange, Headers.Builder headers, Headers given) {
    if (cookiesHidden(exchange)) {
      headers.remove("Set-Cookie"); // CloudFront: Caching content based on cookies
    }
    if (!exchange.behavior().switches().on(FidelitySwitch.VARY_SELECTS) && given.contains("Vary")) {
      String vary =
          VaryRule.toViewer(
              given.all("Vary"),
              name -> forward(exchange).sends(name, exchange.request.method()),
              exchange.behavior().ttl().minSeconds() == 0);
      headers.remove("Vary");
      if (vary != null) {
        headers.add("Vary", vary);
      }
    }
  }

  private static ForwardRule forward(Exchange exchange) {
    return exchange.behavior().forwardFor(exchange.request.method());
  }

  private static boolean mayHaveBody(int status) {
    return status != 204 && status != 205 && status >= 200;
  }

  private static boolean cookiesHidden(Exchange exchange) {
    return !forward(exchange).forwardsCookies();
  }

  private static long lengthOf(Exchange exchange, ResponseHead head) {
    StoredResponse stored = exchange.stored;
    return exchange.source == BodySource.STORED && stored != null && exchange.slices == null
        ? stored.bodyBytes()
        : ContentLength.of(head);
  }

  private static void removeBodyFields(Headers.Builder headers, Headers given) {
    for (int i = 0; i < given.size(); i++) {
      if (ViewerHeaders.describesBody(given.name(i))) {
        headers.remove(given.name(i));
      }
    }
  }

  /** Null when there is no function, or it went well. */
  private static @Nullable Phase callFunction(Exchange exchange, Headers.Builder headers) {
    ResponsePlan plan = Objects.requireNonNull(exchange.responsePlan, "responsePlan");
    ResponseHead head = Objects.requireNonNull(exchange.responseHead, "responseHead");
    if (exchange.source == BodySource.GENERATED
        || head.status() >= 400
        || plan.status() >= 400
        || exchange.errorOf != null) {
      return null; // CloudFront: no viewer-response function on errors
    }
    FunctionPlan function = exchange.behavior().function(FunctionEvent.VIEWER_RESPONSE);
    if (function == null) {
      return null;
    }
    Headers before = headers.build();
    FunctionCall call =
        FunctionCall.onResponse(
            exchange,
            function,
            FunctionEvent.VIEWER_RESPONSE,
            new FunctionRequest(
                exchange.request.method(),
                exchange.path,
                exchange.query,
                FunctionCall.viewerHeaders(exchange.request, function)),
            new FunctionResponse(plan.status(), before, null));
    FunctionResult result = call.run();
    if (!(result instanceof FunctionResult.Respond respond)) {
      return exchange.answer(call.failure(), call.failureType());
    }
    apply(exchange, headers, before, respond.response());
    return null;
  }

  private static void apply(
      Exchange exchange, Headers.Builder headers, Headers before, FunctionResponse after) {
    for (int i = 0; i < before.size(); i++) {
      headers.remove(before.name(i));
    }
    headers.addAll(FunctionCall.framed(before, after.headers()));
    byte[] body = after.status() == FunctionCall.RESET_CONTENT ? new byte[0] : after.bodyBytes();
    if (body != null) {
      exchange.replacedViewerBody = body;
      headers.remove("Content-Encoding").remove("Content-Range");
      headers.set("Content-Length", Integer.toString(body.length));
    }
    if (after.status() == 204) {
      headers.remove("Content-Length"); // RFC 9110, 8.6
    }
    exchange.sentStatus = after.status();
  }
}

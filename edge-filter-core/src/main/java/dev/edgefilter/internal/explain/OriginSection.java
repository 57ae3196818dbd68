// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.explain.Reason;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.cache.ForwardReason;
import dev.edgefilter.internal.cache.ForwardRule;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.FailoverPlan;
import dev.edgefilter.internal.plan.OriginPlan;
import dev.edgefilter.origin.OriginRequest;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the origin would be asked, header by header, and what it would not get. */
final class OriginSection {

  /** Of each request another one. */
  private static final String REQUEST_ID = "X-Amz-Cf-Id";

  private final DryRun run;
  private final BehaviorPlan behavior;
  private final ForwardRule forward;
  private final Headers forwarded;

  private OriginSection(DryRun run, BehaviorPlan behavior) {
    this.run = run;
    this.behavior = behavior;
    this.forward = behavior.forwardFor(run.request().method());
    this.forwarded = forward.headers(run.request(), run.passing());
  }

  static Section of(DryRun run) {
    Lines lines = new Lines();
    BehaviorPlan behavior = run.behavior();
    OriginRequest request = run.originRequest();
    if (behavior != null && request != null) {
      new OriginSection(run, behavior).add(lines, request);
    } else if (run.ending() == DryRun.Ending.STORED) {
      lines.add("none", "the origin is not asked", run.trace().reason(Step.REUSE));
    }
    return lines.section("Origin request");
  }

  private void add(Lines lines, OriginRequest request) {
    OriginPlan origin = run.origin();
    String query = request.query();
    lines.add("origin", origin.id() + (origin.isSelf() ? ", the application" : ""));
    if (!origin.isSelf()) {
      lines.add("host", origin.domainName());
    }
    String signature = origin.signature();
    if (signature != null) {
      lines.add("signature", signature);
    }
    FailoverPlan failover = run.failover();
    if (failover != null) {
      lines.add("origin group", failover.groupId());
      lines.add(
          "failover",
          "to " + failover.secondary().id() + " on " + new TreeSet<>(failover.statuses()));
    }
    lines.add("method", request.method());
    lines.add("path", request.path());
    lines.add("query", query == null ? "(none)" : Redaction.query(query));
    CodingLines.addAhead(lines, run, behavior);
    addSent(lines, request.headers());
    addKept(lines);
    if (behavior.function(FunctionEvent.ORIGIN_REQUEST) != null) {
      lines.add("origin-request", "a function may change all this; it was not run");
    }
  }

  private void addSent(Lines lines, Headers headers) {
    Headers custom = run.origin().customHeaders();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (custom.contains(name)) {
        lines.add(name, Redaction.hidden(headers.value(i)), SentReason.CUSTOM);
      } else if (name.equalsIgnoreCase(REQUEST_ID)) {
        lines.add(name, "(new for each request)", SentReason.EDGE);
      } else {
        lines.add(name, Redaction.header(name, headers.value(i)), reason(name, headers.value(i)));
      }
    }
  }

  private Reason reason(String name, String value) {
    if (forwarded.all(name).contains(value)) {
      return forward.reason(name, run.request().method(), run.passing());
    }
    return name.equalsIgnoreCase("If-None-Match") || name.equalsIgnoreCase("If-Modified-Since")
        ? SentReason.VALIDATOR
        : SentReason.EDGE;
  }

  private static String missing(GeneratedHeader header) {
    return switch (header.needs()) {
      case NOTHING -> "this request has none";
      case GEO -> "not known of this address";
      case HANDSHAKE -> "the container ends TLS, and tells nothing of the handshake";
      case CERTIFICATE -> "certificates of viewers are not read by this version";
    };
  }

  private void addKept(Lines lines) {
    RequestHead request = run.request();
    for (String name : request.headerNames()) {
      ForwardReason reason = forward.reason(name, request.method(), run.passing());
      if (!reason.forwarded()) {
        lines.add("not sent", name, reason);
      } else if (!forwarded.contains(name)) {
        lines.add("not sent", name + ", nothing of it is selected", reason);
      }
    }
    for (GeneratedHeader header : forward.generated()) {
      if (request.header(header.headerName()) == null) {
        lines.add("not sent", header.headerName() + ", " + missing(header), SentReason.EDGE);
      }
    }
    @Nullable String query = run.query();
    @Nullable String sent = forward.query(query);
    if (query != null && !query.equals(sent)) {
      lines.add("not sent", "the rest of the query", ForwardReason.NOT_SELECTED);
    }
  }
}

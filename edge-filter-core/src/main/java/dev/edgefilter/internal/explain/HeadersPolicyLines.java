// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.response.CorsDecision;
import dev.edgefilter.internal.response.CorsReason;
import dev.edgefilter.internal.response.HeadersPolicyRule;

/** What the response headers policy does to the viewer's copy of a response. */
final class HeadersPolicyLines {

  private HeadersPolicyLines() {}

  static void add(Lines lines, DryRun run) {
    BehaviorPlan behavior = run.behavior();
    HeadersPolicyRule rule = run.headersPolicy();
    if (behavior == null || behavior.headersPolicy() == null) {
      return;
    }
    if (rule == null) {
      lines.add("headers policy", "not applied to what the edge itself answers");
      return;
    }
    Headers known = run.responseHeaders();
    CorsDecision cors = rule.cors(run.viewerRequest());
    CorsReason reason = rule.corsReason(cors, known);
    Lines done = new Lines();
    for (String name : rule.removedNames()) {
      done.add("removes", name);
    }
    boolean secure = run.viewerRequest().scheme().equals("https");
    Headers after = rule.apply(known, cors, secure);
    for (int i = 0; i < after.size(); i++) {
      if (!known.all(after.name(i)).contains(after.value(i))) {
        done.add(after.name(i), after.value(i));
      }
    }
    if (rule.serverTimingRate() >= 0) {
      done.add("Server-Timing", rule.serverTimingRate() + " % of responses");
    }
    lines.add("headers policy", rule.name(), null, done);
    if (reason != CorsReason.NO_CORS_PART) {
      lines.add("CORS", described(reason), reason);
    }
  }

  private static String described(CorsReason reason) {
    return switch (reason) {
      case NO_CORS_PART, NO_ORIGIN, ORIGIN_NOT_ALLOWED -> "adds nothing";
      case KEPT -> "what the origin says stays";
      case ALLOWED -> "the page may read the response";
      case PREFLIGHT -> "the browser is told what the page may send";
    };
  }
}

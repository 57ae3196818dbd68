// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.internal.plan.ErrorPagePlan;
import dev.edgefilter.internal.plan.PathPattern;
import java.util.Locale;
import java.util.TreeSet;

/** Which distribution and cache behavior answer, and why no earlier behavior does. */
final class RouteSection {

  private RouteSection() {}

  static Section of(DryRun run) {
    Lines lines = new Lines();
    DistributionPlan distribution = run.distribution();
    lines.add("host", run.viewerRequest().host());
    lines.add(
        "distribution", distribution == null ? "none" : distribution.id(), run.host().reason());
    if (run.host().name().length() > 1) {
      lines.add("matched name", run.host().name());
    }
    BehaviorPlan behavior = run.behavior();
    if (distribution == null || behavior == null) {
      lines.add("refused", "", run.trace().reason(Step.ROUTE));
    } else {
      addBehaviors(lines, run, distribution, behavior);
      addPolicy(lines, behavior);
      addErrorPages(lines, distribution, behavior);
      addFunction(lines, run, behavior);
    }
    return lines.section("Distribution and behavior");
  }

  @SuppressWarnings("ReferenceEquality") // one object per behavior
  private static void addBehaviors(
      Lines lines, DryRun run, DistributionPlan distribution, BehaviorPlan chosen) {
    String path = run.matchedPath();
    lines.add("path matched", path);
    int index = 0;
    for (BehaviorPlan behavior : distribution.behaviors()) {
      if (behavior == chosen) {
        break;
      }
      lines.add(
          "behavior " + index, behavior.pattern() + " no: " + mismatch(behavior.pattern(), path));
      index++;
    }
    int last = distribution.behaviors().size() - 1;
    String label = index == last ? "default behavior" : "behavior " + index;
    lines.add(label, chosen.pattern() + " takes it", run.trace().reason(Step.ROUTE));
    if (index < last) {
      lines.add("not looked at", last - index + " later, the default among them");
    }
  }

  private static String mismatch(PathPattern pattern, String path) {
    PathPattern anyCase = new PathPattern(pattern.text().toLowerCase(Locale.ROOT));
    return anyCase.matches(path.toLowerCase(Locale.ROOT))
        ? "only upper and lower case differ, and they count"
        : "it takes " + pattern.requirement();
  }

  private static void addPolicy(Lines lines, BehaviorPlan behavior) {
    lines.add("cache policy", behavior.cachePolicy());
    lines.add(
        "Min, Default, Max TTL",
        Units.seconds(behavior.ttl().minSeconds())
            + ", "
            + Units.seconds(behavior.ttl().defaultSeconds())
            + ", "
            + Units.seconds(behavior.ttl().maxSeconds()));
  }

  private static void addErrorPages(
      Lines lines, DistributionPlan distribution, BehaviorPlan behavior) {
    for (int status : new TreeSet<>(distribution.errorPages().keySet())) {
      ErrorPagePlan page = distribution.errorPages().get(status);
      if (page != null) {
        lines.add(
            "error " + status,
            AnswerSection.described(page)
                + "; the error is kept for at least "
                + Units.seconds(behavior.ttl().errorTtls().seconds(status)));
      }
    }
  }

  private static void addFunction(Lines lines, DryRun run, BehaviorPlan behavior) {
    boolean reached = run.trace().reason(Step.FUNCTION) != null;
    if (behavior.function(FunctionEvent.VIEWER_REQUEST) == null || !reached) {
      return;
    }
    String query = run.query();
    lines.add(
        "viewer-request",
        "ran; the target is now "
            + run.path()
            + (query == null ? "" : "?" + Redaction.query(query)),
        run.trace().reason(Step.FUNCTION));
  }
}

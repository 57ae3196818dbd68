// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.Explanation.Answer;
import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.explain.Reason;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.ByteRange;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.ErrorPagePlan;
import dev.edgefilter.internal.response.ErrorPageReason;
import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.internal.waf.WafDecision;
import org.jspecify.annotations.Nullable;

/** What the viewer would get. */
final class AnswerSection {

  private AnswerSection() {}

  static Answer answer(DryRun run) {
    ResponsePlan plan = run.plan();
    ErrorPagePlan page = run.errorPage();
    int status = page != null ? page.responseCode() : plan == null ? 0 : plan.status();
    return new Answer(run.result(), status, sentence(run, status));
  }

  private static String sentence(DryRun run, int status) {
    String result = run.result().token();
    ErrorPagePlan page = run.errorPage();
    if (page != null) {
      return result + ", status " + status + ": the page " + page.path() + " stands in, if found.";
    }
    return switch (run.ending()) {
      case GENERATED -> result + ", status " + status + ": the edge answers by itself.";
      case STORED -> result + ", status " + status + ": the stored response answers.";
      case VALIDATES ->
          result
              + ", status "
              + status
              + ", when the origin confirms the stored response with a 304; else Miss.";
      case WAITS -> "Hit when the fetch that is under way is stored, else " + result + ".";
      case FETCHES -> result + ": the origin is asked, and its answer is stored if it may be.";
      case PASSES -> result + ": the origin is asked, and its answer is not stored.";
    };
  }

  static Section of(DryRun run) {
    Lines lines = new Lines();
    lines.add("result", run.result().token(), decisive(run));
    lines.add("X-Cache", run.result().xCache());
    ResponsePlan plan = run.plan();
    if (plan == null) {
      lines.add("status", "the origin decides");
    } else {
      boolean generated = run.ending() == DryRun.Ending.GENERATED;
      lines.add("status", Integer.toString(plan.status()), generated ? null : plan.reason());
    }
    if (plan != null && plan.partial()) {
      lines.add("range", "bytes " + plan.first() + "-" + plan.last());
    }
    if (plan != null) {
      for (ByteRange part : plan.parts()) {
        lines.add("range", "bytes " + part.first() + "-" + part.last());
      }
    }
    Reason slices = run.trace().reason(Step.SLICE);
    if (slices != null) {
      long start = run.sliceStart();
      lines.add("slices", start < 0 ? "none" : "the first begins at byte " + start, slices);
    }
    if (run.ageSeconds() >= 0) {
      lines.add("Age", Long.toString(run.ageSeconds()));
    }
    addErrorPage(lines, run);
    addLocation(lines, run);
    addCollapsing(lines, run);
    addFunction(lines, run);
    HeadersPolicyLines.add(lines, run);
    lines.add("time", Units.instant(run.nowMillis()));
    return lines.section("Answer");
  }

  /** The one reason behind the result. */
  private static @Nullable Reason decisive(DryRun run) {
    AccessDecision access = run.access();
    WafDecision webAcl = run.webAcl();
    if (webAcl != null && webAcl.blocks()) {
      return webAcl.reason();
    }
    if (access == null) {
      return run.trace().reason(Step.ROUTE);
    }
    if (!access.allowed()) {
      return access.reason();
    }
    Reason reuse = run.trace().reason(Step.REUSE);
    return reuse == null ? run.trace().reason(Step.FUNCTION) : reuse;
  }

  private static void addErrorPage(Lines lines, DryRun run) {
    ErrorPageReason reason = run.errorPageReason();
    if (reason != null) {
      ErrorPagePlan page = run.errorPage();
      lines.add("error page", page == null ? "none" : described(page), reason);
    }
  }

  static String described(ErrorPagePlan page) {
    return page.path() + ", sent with status " + page.responseCode();
  }

  private static void addLocation(Lines lines, DryRun run) {
    String location = run.responseHeaders().first("Location");
    if (location != null) {
      lines.add("Location", Redaction.url(location));
    }
  }

  private static void addCollapsing(Lines lines, DryRun run) {
    if (run.ending() == DryRun.Ending.WAITS) {
      lines.add("collapsing", "waits for a fetch that is under way");
    } else if (run.marked() && run.result() != ResultType.HIT) {
      lines.add("collapsing", "off for a while: the last answer could not be shared");
    }
  }

  private static void addFunction(Lines lines, DryRun run) {
    BehaviorPlan behavior = run.behavior();
    ResponsePlan plan = run.plan();
    boolean error = plan != null && plan.status() >= 400;
    if (behavior != null
        && !error
        && run.ending() != DryRun.Ending.GENERATED
        && behavior.function(FunctionEvent.VIEWER_RESPONSE) != null) {
      lines.add("viewer-response", "a function may change status and headers; it was not run");
    }
  }
}

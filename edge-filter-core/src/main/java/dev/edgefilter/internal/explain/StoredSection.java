// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.EntityTag;
import dev.edgefilter.internal.cache.OriginView;
import dev.edgefilter.internal.cache.ReuseDecision;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.ReuseRule;
import dev.edgefilter.internal.cache.VaryRule;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.util.Locale;

/** What is stored under the key, and whether each of it may answer. */
final class StoredSection {

  private final DryRun run;
  private final BehaviorPlan behavior;
  private final OriginView view;

  private StoredSection(DryRun run, BehaviorPlan behavior) {
    this.run = run;
    this.behavior = behavior;
    this.view = behavior.forward().view(run.request());
  }

  static Section of(DryRun run) {
    Lines lines = new Lines();
    BehaviorPlan behavior = run.behavior();
    if (behavior != null && run.key() != null) {
      new StoredSection(run, behavior).add(lines);
    }
    return lines.section("Stored under this key");
  }

  private void add(Lines lines) {
    StoredResponse[] variants = run.variants();
    if (variants.length == 0) {
      lines.add("nothing", "", run.trace().reason(Step.REUSE));
    }
    for (int i = 0; i < variants.length; i++) {
      StoredResponse stored = variants[i];
      Lines facts = new Lines();
      addFacts(facts, stored);
      boolean chosen = run.chosen() == stored;
      String label = variants.length == 1 ? "response" : "variant " + (i + 1);
      lines.add(label, chosen ? "chosen" : whyNot(stored), null, facts);
    }
  }

  private String whyNot(StoredResponse stored) {
    String header = VaryRule.mismatch(stored.head(), view);
    return header == null
        ? "not chosen"
        : "not chosen: another value of " + header + ", which is in Vary";
  }

  private void addFacts(Lines facts, StoredResponse stored) {
    StoredHead head = stored.head();
    ReuseDecision reuse =
        ReuseRule.decide(
            head,
            stored.refreshHeldUntilMillis(),
            stored.staleFromMillis(),
            run.nowMillis(),
            run.wish());
    facts.add("status", Integer.toString(head.status()));
    facts.add("body", Units.bytes(stored.bodyBytes()));
    CodingLines.add(facts, run, behavior, stored);
    facts.add("arrived", Units.instant(head.arrivalMillis()));
    facts.add("may answer", word(reuse), reuse.reason());
    facts.add("age", Units.seconds(reuse.ageSeconds()));
    FreshnessLines.add(facts, head, behavior);
    facts.add(
        reuse.ttlSeconds() > 0 ? "fresh for" : "stale since",
        Units.seconds(Math.abs(reuse.ttlSeconds())));
    if (run.nowMillis() < stored.refreshHeldUntilMillis()) {
      facts.add("not refreshed before", Units.instant(stored.refreshHeldUntilMillis()));
    }
    if (stored.staleFromMillis() != Long.MAX_VALUE) {
      facts.add(
          "marked stale", Units.instant(stored.staleFromMillis()), ReuseReason.INVALIDATED_SOFT);
    }
    boolean covers = ReuseRule.mayStandInForError(head, stored.staleFromMillis(), run.nowMillis());
    facts.add("if the origin fails now", covers ? "it stands in" : "it does not stand in");
    addValidators(facts, head);
    addVary(facts, head);
    if (!head.tags().isEmpty()) {
      facts.add("cache tags", String.join(", ", head.tags()));
    }
  }

  private static String word(ReuseDecision reuse) {
    return switch (reuse.reuse()) {
      case SERVE -> "yes";
      case SERVE_WHILE_REVALIDATED -> "yes, while another viewer's request revalidates it";
      case REVALIDATE -> "after the origin confirmed it";
    };
  }

  private static void addValidators(Lines facts, StoredHead head) {
    EntityTag tag = head.entityTag();
    String modified = head.headers().first("Last-Modified");
    if (tag != null) {
      facts.add("ETag", tag.toString());
    }
    if (modified != null) {
      facts.add("Last-Modified", modified);
    }
    if (tag == null && modified == null) {
      facts.add("validators", "none");
    }
  }

  private static void addVary(Lines facts, StoredHead head) {
    for (int i = 0; i < head.varyNames().size(); i++) {
      String name = head.varyNames().get(i).toLowerCase(Locale.ROOT);
      String value = head.varyValues().get(i);
      // The rule writes absence as a NUL, which no header value can hold.
      String shown = value.equals("\0") ? "(absent)" : Redaction.header(name, value);
      facts.add("Vary: " + name, shown);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.cache.KeyPart;
import dev.edgefilter.internal.cache.KeyReason;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.store.CacheKey;

/** The cache key, part by part. */
final class KeySection {

  private KeySection() {}

  static Section of(DryRun run) {
    Lines lines = new Lines();
    BehaviorPlan behavior = run.behavior();
    CacheKey key = run.key();
    if (behavior != null && key != null) {
      for (KeyPart part : behavior.key().describe(key)) {
        lines.add(part.name(), value(part), part.reason());
      }
    } else if (run.trace().reason(Step.REUSE) != null) {
      lines.add("none", "the store is not asked", run.trace().reason(Step.REUSE));
    }
    return lines.section("Cache key");
  }

  private static String value(KeyPart part) {
    String value = part.value();
    String shown = value == null ? "(none)" : shown(part, value);
    return part.selection().isEmpty() ? shown : shown + "  [" + part.selection() + "]";
  }

  private static String shown(KeyPart part, String value) {
    if (part.reason() == KeyReason.QUERY) {
      return Redaction.query(value);
    }
    return part.reason() == KeyReason.COOKIES
        ? Redaction.cookies(value)
        : Redaction.header(part.name(), value);
  }
}

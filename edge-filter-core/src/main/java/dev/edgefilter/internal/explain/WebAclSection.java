// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.waf.WafDecision;

/** What the web ACL decided; rates are looked at and not counted, and bodies are unknown. */
final class WebAclSection {

  private WebAclSection() {}

  static Section of(DryRun run) {
    Lines lines = new Lines();
    WafDecision decision = run.webAcl();
    if (decision != null) {
      lines.add(
          "verdict",
          decision.blocks() ? "blocked, status " + decision.status() : "allowed",
          decision.reason());
      lines.add("rule", decision.rule());
      for (String rule : decision.counted()) {
        lines.add("counted by", rule);
      }
      for (String label : decision.labels()) {
        lines.add("label", label);
      }
    }
    return lines.section("Web ACL");
  }
}

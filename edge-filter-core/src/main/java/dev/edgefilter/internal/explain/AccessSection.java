// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import java.util.Locale;

/** May this viewer have it; for operators, so it says which condition failed. */
final class AccessSection {

  private AccessSection() {}

  static Section of(DryRun run) {
    Lines lines = new Lines();
    AccessDecision access = run.access();
    BehaviorPlan behavior = run.behavior();
    if (access != null && behavior != null) {
      String address = run.address();
      lines.add("verdict", verdict(access), access.reason());
      lines.add("viewer protocol policy", word(behavior.viewerProtocol()));
      lines.add("allowed methods", String.join(", ", behavior.allowedMethods().methods()));
      lines.add("signature needed", behavior.trustedKeys() == null ? "no" : "yes");
      lines.add("viewer address", address == null ? "not given" : address);
      for (String detail : access.detail()) {
        int colon = detail.indexOf(": ");
        if (colon < 0) {
          lines.add("detail", Redaction.url(detail));
        } else {
          lines.add(detail.substring(0, colon), Redaction.url(detail.substring(colon + 2)));
        }
      }
      addTold(lines, access);
    }
    return lines.section("Access");
  }

  private static String verdict(AccessDecision access) {
    return switch (access.outcome()) {
      case ALLOW -> "allowed";
      case REDIRECT -> "redirected, status " + access.status();
      case REFUSE -> "refused, status " + access.status();
    };
  }

  private static void addTold(Lines lines, AccessDecision access) {
    if (access.errorCode() != null) {
      lines.add("the viewer is told", access.errorCode() + ": " + access.errorMessage());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

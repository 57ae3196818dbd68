// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.internal.exchange.CodedStored;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.response.CodingReason;
import dev.edgefilter.store.StoredResponse;
import org.jspecify.annotations.Nullable;

/** How a response is compressed, what that saves, or why it is not. */
final class CodingLines {

  private CodingLines() {}

  /** Of what is stored. */
  static void add(Lines facts, DryRun run, BehaviorPlan behavior, StoredResponse stored) {
    String coding = stored.head().headers().first("Content-Encoding");
    CodedStored coded = run.coded(stored);
    if (coding == null) {
      if (behavior.coding().compress()) {
        facts.add("content coding", "none", run.codingReason(stored));
      }
    } else if (coded == null) {
      facts.add("content coding", coding);
    } else {
      facts.add("content coding", saving(coded), CodingReason.COMPRESSED);
      facts.add("level", Integer.toString(coded.level()), coded.recoding());
    }
  }

  private static String saving(CodedStored coded) {
    long percent = coded.codedBytes() * 100 / Math.max(1, coded.plainBytes());
    return coded.coding() + ", " + percent + " % of " + Units.bytes(coded.plainBytes());
  }

  /** Of what the origin may answer. */
  static void addAhead(Lines lines, DryRun run, BehaviorPlan behavior) {
    if (behavior.coding().compress()) {
      @Nullable CodingReason refusal = run.codingRefusal();
      String value = refusal == null ? "by status, type and length of the answer" : "no";
      lines.add("compressed", value, refusal);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoredSummary;
import java.util.List;

/** What is stored, for people: one line for each response, and what is known of it below. */
public final class StoreListing {

  private StoreListing() {}

  /** A section that lists what a query found. */
  public static Section of(StoreQuery query, List<StoredSummary> found, long nowMillis) {
    Lines lines = new Lines();
    if (found.isEmpty()) {
      lines.add("nothing", "no stored response fits");
    }
    for (StoredSummary summary : found) {
      lines.add(
          Redaction.url(summary.pathAndQuery()),
          headline(summary, nowMillis),
          null,
          facts(summary));
    }
    return lines.section("Stored responses, " + query.order().word() + " first");
  }

  private static String headline(StoredSummary summary, long nowMillis) {
    long seconds = Math.floorDiv(summary.expiresAtMillis() - nowMillis, 1000);
    return Units.bytes(summary.bodyBytes())
        + ", used "
        + summary.uses()
        + " times, "
        + (seconds > 0 ? "fresh for " : "stale since ")
        + Units.seconds(Math.abs(seconds));
  }

  private static Lines facts(StoredSummary summary) {
    Lines facts = new Lines();
    facts.add("distribution", summary.distributionId());
    facts.add("status", Integer.toString(summary.status()));
    facts.add("stored", Units.instant(summary.storedAtMillis()));
    facts.add("fresh until", Units.instant(summary.expiresAtMillis()));
    facts.add("body", summary.bodyBytes() + " bytes in " + summary.place().words());
    if (!summary.varyNames().isEmpty()) {
      facts.add("Vary", String.join(", ", summary.varyNames()));
    }
    if (!summary.tags().isEmpty()) {
      facts.add("cache tags", String.join(", ", summary.tags()));
    }
    return facts;
  }
}

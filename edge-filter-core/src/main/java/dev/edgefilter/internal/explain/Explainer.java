// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Explanation;
import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.exchange.DryRun;
import dev.edgefilter.store.StoreStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down a dry run, section by section in the order in which the edge decides. */
public final class Explainer {

  private Explainer() {}

  /** What a dry run found. */
  public static Explanation explain(DryRun run) {
    List<Section> sections = new ArrayList<>();
    sections.add(AnswerSection.of(run));
    sections.add(RouteSection.of(run));
    add(sections, WebAclSection.of(run));
    add(sections, AccessSection.of(run));
    add(sections, KeySection.of(run));
    add(sections, StoredSection.of(run));
    add(sections, OriginSection.of(run));
    return new Explanation(request(run.viewerRequest()), AnswerSection.answer(run), sections);
  }

  /** The same with what became of the last attempt to change the configuration. */
  public static Explanation withConfiguration(
      Explanation explanation, long version, Instant since, Instant failedAt, String message) {
    Lines lines = new Lines();
    lines.add("served", "version " + version + " since " + since);
    lines.add("not served", "what was to replace it at " + failedAt);
    for (String line : message.split("\n", -1)) {
      lines.add("problem", line.strip());
    }
    List<Section> sections = new ArrayList<>(explanation.sections());
    sections.add(lines.section("Configuration"));
    return new Explanation(explanation.request(), explanation.answer(), sections);
  }

  private static void add(List<Section> sections, Section section) {
    if (!section.lines().isEmpty()) {
      sections.add(section);
    }
  }

  private static String request(RequestHead request) {
    String query = request.query();
    String url = request.scheme() + "://" + request.host() + request.path();
    String whole = query == null ? url : url + "?" + query;
    return Lines.printable(request.method() + " " + Redaction.url(whole));
  }

  /** What the store holds, as a section of its own. */
  public static Section store(StoreStatistics store) {
    Lines lines = new Lines();
    lines.add("responses", store.entries() + " of at most " + store.maxEntries());
    lines.add(
        "index",
        Units.bytes(store.indexBytes()) + " of at most " + Units.bytes(store.maxIndexBytes()));
    lines.add(
        "bodies",
        Units.bytes(store.memoryBytes()) + " of at most " + Units.bytes(store.maxMemoryBytes()));
    lines.add("stored so far", Long.toString(store.stored()));
    lines.add("not stored for want of room", Long.toString(store.rejected()));
    lines.add("evicted", Long.toString(store.evicted()));
    lines.add("not admitted, asked for too rarely", Long.toString(store.notAdmitted()));
    lines.add("invalidated", Long.toString(store.invalidated()));
    lines.add("dropped, body evicted", Long.toString(store.bodiesLost()));
    return lines.section("Store");
  }
}

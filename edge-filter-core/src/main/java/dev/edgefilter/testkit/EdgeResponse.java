// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.Explanation;
import dev.edgefilter.http.Headers;
import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoredSummary;
import java.util.List;

/**
 * What a viewer got, and all that the edge knows of it.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body as UTF-8
 * @param record what was decided, and why
 * @param explanation what {@code explain} said just before the request
 * @param stored what was stored under its path just after it
 * @param millis when it was answered, in milliseconds since the epoch
 */
public record EdgeResponse(
    int status,
    Headers headers,
    String body,
    AccessLogRecord record,
    Explanation explanation,
    List<StoredSummary> stored,
    long millis) {

  /** Copies the list. */
  public EdgeResponse {
    stored = List.copyOf(stored);
  }

  /** The first value of a header; empty when there is none. */
  public String header(String name) {
    String value = headers.first(name);
    return value == null ? "" : value;
  }

  /** What is stored under a path. */
  static List<StoredSummary> storedAt(EdgeEngine engine, String path) {
    StoreQuery query = StoreQuery.of(StoreQuery.Order.PATH, StoreQuery.MOST).withPrefix(path);
    return engine.inspect(query).stream().filter(one -> one.path().equals(path)).toList();
  }

  /** Shows what a person wants to see when an assertion fails. */
  String describe() {
    return record.method()
        + ' '
        + record.path()
        + (record.query() == null ? "" : "?" + record.query())
        + " was answered with "
        + status
        + ", "
        + record.finalResult().token()
        + "\n  decisions: "
        + record.trace()
        + "\n\n"
        + explanation.text();
  }
}

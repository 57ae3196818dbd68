// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.actuate;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.InvalidationRequest;
import dev.edgefilter.explain.Explanation;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.spring.EdgeInvalidator;
import dev.edgefilter.store.StoreQuery;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.lang.Nullable;

/**
 * The actuator's endpoint {@code edge}.
 *
 * <p>Like every endpoint but health it is not exposed over HTTP until the application says so, and
 * then it only reads: invalidating needs {@code management.endpoint.edge.access=unrestricted}.
 */
@Endpoint(id = "edge", defaultAccess = Access.READ_ONLY)
@SuppressWarnings("deprecation") // the Nullable that both Spring Boot 3 and 4 know
public final class EdgeEndpoint {

  private static final int USUAL_LIMIT = 20;

  private final EdgeEngine engine;
  private final RequestCounters counters;
  private final List<EdgeInvalidator> invalidators;

  EdgeEndpoint(EdgeEngine engine, RequestCounters counters, List<EdgeInvalidator> invalidators) {
    this.engine = engine;
    this.counters = counters;
    this.invalidators = List.copyOf(invalidators);
  }

  /** What runs, in short. */
  @ReadOperation
  public Map<String, Object> state() {
    return Map.of(
        "distributions", EdgeState.distributions(engine.config()),
        "store", engine.statistics(),
        "requests", counters.print(),
        "openFetches", engine.openFetches(),
        "waitingViewers", engine.waitingViewers(),
        "withoutEffect", engine.config().notes().stream().map(Object::toString).toList());
  }

  /**
   * One part: {@code plan}, {@code counters}, {@code entries} or {@code explain}.
   *
   * @param part which
   * @param url for explain: what would be asked, as an absolute URL
   * @param method for explain: the method, GET by default
   * @param headers for explain: header lines, separated by line feeds
   * @param address for explain: the viewer's address
   * @param order for entries: path, largest, most-used or soonest-to-expire
   * @param limit for entries: how many, 20 by default
   * @param prefix for entries: how their paths begin
   * @param tag for entries: a cache tag
   * @param distribution for entries: the id of a distribution
   * @return what the part prints, or null when there is no such part
   */
  @ReadOperation
  @Nullable
  public Object part(
      @Selector String part,
      @Nullable String url,
      @Nullable String method,
      @Nullable String headers,
      @Nullable String address,
      @Nullable String order,
      @Nullable Integer limit,
      @Nullable String prefix,
      @Nullable String tag,
      @Nullable String distribution) {
    return switch (part) {
      case "plan" -> EdgeState.plan(engine.config());
      case "counters" -> counters.print();
      case "entries" -> engine.explainStore(query(order, limit, prefix, tag, distribution));
      case "explain" -> explain(url, method, headers, address);
      default -> null;
    };
  }

  /**
   * Invalidates.
   *
   * @param paths paths, and cache tags with a # in front, separated by blanks
   * @param distribution the id of a distribution; all by default
   * @param soft whether what is covered is only marked stale
   */
  @WriteOperation
  public Map<String, Object> invalidate(
      String paths, @Nullable String distribution, @Nullable Boolean soft) {
    try {
      InvalidationRequest request = InvalidationRequest.of(paths.trim().split("\\s+", -1));
      boolean softly = Boolean.TRUE.equals(soft);
      invalidate(distribution, softly ? request.softly() : request);
      return Map.of("invalidated", request.paths(), "soft", softly);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  /** Drops everything that is stored. */
  @DeleteOperation
  public void clear(@Nullable String distribution) {
    try {
      invalidate(distribution, InvalidationRequest.of("/*"));
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private void invalidate(@Nullable String distribution, InvalidationRequest request) {
    for (EdgeInvalidator invalidator : invalidators) {
      invalidator.invalidate(distribution == null ? "" : distribution, request);
    }
  }

  private Explanation explain(
      @Nullable String url,
      @Nullable String method,
      @Nullable String headerLines,
      @Nullable String address) {
    if (url == null) {
      throw new InvalidEndpointRequestException(
          "url is missing; expected ?url=https://host/path, percent-encoded", "url is missing");
    }
    Headers.Builder headers = Headers.builder();
    for (String line : headerLines == null ? new String[0] : headerLines.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new InvalidEndpointRequestException(
            "a header has no colon; expected lines Name: value", "a header has no colon");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    try {
      RequestHead head = RequestHead.of(method == null ? "GET" : method, url, headers.build());
      return engine.explain(head, address);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private static StoreQuery query(
      @Nullable String order,
      @Nullable Integer limit,
      @Nullable String prefix,
      @Nullable String tag,
      @Nullable String distribution) {
    try {
      StoreQuery query =
          StoreQuery.of(order(order), limit == null ? USUAL_LIMIT : limit)
              .withPrefix(prefix == null ? "" : prefix)
              .withTag(tag == null ? "" : tag);
      return distribution == null ? query : query.inDistribution(distribution);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private static StoreQuery.Order order(@Nullable String word) {
    StringBuilder known = new StringBuilder();
    for (StoreQuery.Order order : StoreQuery.Order.values()) {
      if (word == null || order.word().equals(word)) {
        return order;
      }
      known.append(known.length() == 0 ? "" : ", ").append(order.word());
    }
    throw new IllegalArgumentException("order is \"" + word + "\"; expected one of " + known);
  }

  private static InvalidEndpointRequestException invalid(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return new InvalidEndpointRequestException(message, message);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.QueryString;
import dev.edgefilter.store.StoreQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which stored responses an operator wants listed, read from a query string.
 *
 * @param query what is listed
 * @param json true for JSON, false for text
 */
record StoreListQuery(StoreQuery query, boolean json) {

  static final String USAGE =
      "usage: ?store=path|largest|most-used|soonest-to-expire[&limit=20][&prefix=/images/]"
          + "[&tag=product:1][&distribution=id][&format=text|json]\n";

  private static final Set<String> NAMES =
      Set.of("store", "limit", "prefix", "tag", "distribution", "format");

  private static final int USUAL_LIMIT = 20;

  /** Whether a query string asks for a list. */
  static boolean isOne(@Nullable String queryString) {
    for (QueryString.Parameter parameter : QueryString.parse(queryString)) {
      if (parameter.name().equals("store")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException with what was found and what was expected
   */
  static StoreListQuery of(@Nullable String queryString) {
    Map<String, String> values = new HashMap<>();
    for (QueryString.Parameter parameter : QueryString.parse(queryString)) {
      if (!NAMES.contains(parameter.name())) {
        throw new IllegalArgumentException(
            "parameter \"" + ExplainQuery.shown(parameter.name()) + "\" is unknown");
      }
      if (values.put(parameter.name(), ExplainQuery.decoded(parameter)) != null) {
        throw new IllegalArgumentException(parameter.name() + " is given twice, expected once");
      }
    }
    StoreQuery query =
        new StoreQuery(
            values.getOrDefault("distribution", ""),
            values.getOrDefault("prefix", ""),
            values.getOrDefault("tag", ""),
            order(values.getOrDefault("store", "")),
            limit(values.get("limit")));
    return new StoreListQuery(
        query, ExplainQuery.format(values.getOrDefault("format", "text")).equals("json"));
  }

  private static StoreQuery.Order order(String word) {
    List<String> words = new ArrayList<>();
    for (StoreQuery.Order order : StoreQuery.Order.values()) {
      if (order.word().equals(word)) {
        return order;
      }
      words.add(order.word());
    }
    throw new IllegalArgumentException(
        "store is \"" + ExplainQuery.shown(word) + "\", expected " + String.join(" or ", words));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return USUAL_LIMIT;
    }
    int limit = 0;
    for (int i = 0; i < text.length() && limit >= 0; i++) {
      char c = text.charAt(i);
      limit = c >= '0' && c <= '9' && i < 4 ? limit * 10 + c - '0' : -1;
    }
    if (limit < 1 || limit > StoreQuery.MOST) {
      throw new IllegalArgumentException(
          "limit is \"" + ExplainQuery.shown(text) + "\", expected 1 to " + StoreQuery.MOST);
    }
    return limit;
  }
}

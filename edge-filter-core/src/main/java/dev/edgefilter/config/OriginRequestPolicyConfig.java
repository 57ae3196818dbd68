// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * What goes to the origin beyond what the cache policy sends.
 *
 * @param id what cache behaviors refer to
 * @param name a readable name that cache behaviors may use as well
 * @param headers the request headers that are sent
 * @param cookies the cookies that are sent
 * @param queryStrings the query strings that are sent
 */
public record OriginRequestPolicyConfig(
    String id,
    String name,
    HeaderSelection headers,
    NameSelection cookies,
    NameSelection queryStrings) {
  /** Checks that the parts are present. */
  public OriginRequestPolicyConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(cookies, "cookies");
    Objects.requireNonNull(queryStrings, "queryStrings");
  }
}

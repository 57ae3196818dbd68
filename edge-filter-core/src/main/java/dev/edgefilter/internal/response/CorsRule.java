// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.config.AllowedOrigin;
import dev.edgefilter.config.CorsConfig;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The CORS part of a response headers policy, compiled (CloudFront: CORS headers). */
final class CorsRule {

  private static final CorsDecision NO_ORIGIN = CorsDecision.nothing(CorsReason.NO_ORIGIN);
  private static final CorsDecision NOT_ALLOWED =
      CorsDecision.nothing(CorsReason.ORIGIN_NOT_ALLOWED);
  private static final String ALL_METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

  private final boolean any;
  private final List<OriginMatcher> matchers = new ArrayList<>();
  private final Map<String, CorsDecision> ready = new HashMap<>();
  private final CorsDecision readyForAny;
  private final boolean credentials;
  private final @Nullable String exposed;
  private final String methods;
  private final AllowedHeaders allowedHeaders;
  private final @Nullable String maxAge;
  private final boolean override;

  CorsRule(CorsConfig config) {
    this.any = config.allowOrigins().contains("*");
    this.credentials = config.allowCredentials();
    this.exposed =
        config.exposeHeaders().isEmpty() ? null : String.join(", ", config.exposeHeaders());
    this.methods =
        config.allowMethods().contains(CorsConfig.ALL_METHODS)
            ? ALL_METHODS
            : String.join(", ", config.allowMethods());
    this.allowedHeaders = new AllowedHeaders(config.allowHeaders(), credentials);
    Long seconds = config.maxAgeSeconds();
    this.maxAge = seconds == null ? null : Long.toString(seconds);
    this.override = config.originOverride();
    this.readyForAny = allowed("*");
    for (String item : config.allowOrigins()) {
      matchers.add(new OriginMatcher(AllowedOrigin.of(item)));
      if (item.indexOf('*') < 0 && item.contains("://")) {
        ready.put(item, allowed(item));
      }
    }
  }

  /** True when the response to one origin is not that to another, so that caches must know. */
  boolean dependsOnOrigin() {
    return !any;
  }

  /** True when this replaces what the origin says. */
  boolean overrides() {
    return override;
  }

  CorsDecision decide(RequestHead request) {
    String origin = request.header("Origin");
    if (origin == null || origin.isEmpty()) {
      return NO_ORIGIN;
    }
    if (isPreflight(request)) {
      return matches(origin) ? preflight(origin, request) : NOT_ALLOWED;
    }
    if (any) {
      return readyForAny;
    }
    CorsDecision known = ready.get(origin);
    if (known != null) {
      return known;
    }
    return matches(origin) ? allowed(origin) : NOT_ALLOWED;
  }

  static boolean isPreflight(RequestHead request) {
    return request.method().equals("OPTIONS")
        && request.header("Access-Control-Request-Method") != null;
  }

  private boolean matches(String origin) {
    for (OriginMatcher matcher : matchers) {
      if (matcher.matches(origin)) {
        return true;
      }
    }
    return false;
  }

  private CorsDecision allowed(String origin) {
    return new CorsDecision(CorsReason.ALLOWED, common(origin).build());
  }

  private Headers.Builder common(String origin) {
    Headers.Builder lines = Headers.builder();
    lines.add("Access-Control-Allow-Origin", any ? "*" : origin);
    if (credentials) {
      lines.add("Access-Control-Allow-Credentials", "true");
    }
    if (exposed != null) {
      lines.add("Access-Control-Expose-Headers", exposed);
    }
    return lines;
  }

  private CorsDecision preflight(String origin, RequestHead request) {
    Headers.Builder lines = common(origin).add("Access-Control-Allow-Methods", methods);
    String names = allowedHeaders.value(request.joined("Access-Control-Request-Headers"));
    if (names != null) {
      lines.add("Access-Control-Allow-Headers", names);
    }
    if (maxAge != null) {
      lines.add("Access-Control-Max-Age", maxAge);
    }
    return new CorsDecision(CorsReason.PREFLIGHT, lines.build());
  }
}

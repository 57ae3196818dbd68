// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.RateKey;
import dev.edgefilter.config.waf.WafStatement.RateBased;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.IpAddress;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.internal.waf.rate.RateTable;
import dev.edgefilter.internal.waf.text.Transformations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests of the same kind, and matches those beyond the limit (AWS WAF: rate-based rule
 * statement). Requests that are blocked go on being counted.
 */
final class RateMatcher implements Matcher {
  private static final char SEPARATOR = 0;

  private final RateBased config;
  private final @Nullable Matcher scopeDown;
  private final AddressSource forwarded;
  private final RateTable table;

  RateMatcher(RateBased config, @Nullable Matcher scopeDown, RateTable table) {
    this.config = config;
    this.scopeDown = scopeDown;
    this.forwarded = new AddressSource(config.forwarded());
    this.table = table;
  }

  @Override
  public boolean matches(WafRequest request) {
    if (scopeDown != null && !scopeDown.matches(request)) {
      return false;
    }
    CharSequence kind = kind(request);
    if (kind == null) {
      return false;
    }
    long now = request.facts.nowMillis();
    long count = request.facts.counts() ? table.count(kind, now) : table.peek(kind, now);
    return count > config.limit();
  }

  /** After how many seconds the viewer may come again if it waits. */
  long retryAfterSeconds(WafRequest request) {
    CharSequence kind = kind(request);
    return kind == null
        ? 0
        : table.secondsOver(kind, config.limit() - 1, request.facts.nowMillis());
  }

  /** What is counted; null when the request lacks a part of it, so that it is not counted. */
  private @Nullable CharSequence kind(WafRequest request) {
    return switch (config.aggregation()) {
      case CONSTANT -> "";
      case IP -> address(request);
      case FORWARDED_IP -> forwardedAddress(request);
      case CUSTOM_KEYS -> custom(request);
    };
  }

  private static @Nullable String address(WafRequest request) {
    IpAddress address = request.address();
    return address == null ? request.facts.address() : text(address);
  }

  private static String text(IpAddress address) {
    return Long.toHexString(address.high()) + ':' + Long.toHexString(address.low());
  }

  private @Nullable String forwardedAddress(WafRequest request) {
    String literal = forwarded.literal(request);
    if (literal == null || literal.isEmpty()) {
      // All that are malformed are of one kind.
      return literal != null && forwarded.malformedMatches() ? "malformed" : null;
    }
    IpAddress address = IpAddress.parse(literal);
    return address == null ? literal : text(address);
  }

  private @Nullable CharSequence custom(WafRequest request) {
    StringBuilder kind = new StringBuilder();
    for (RateKey key : config.keys()) {
      String part = part(request, key);
      if (part == null) {
        return null;
      }
      kind.append(part.length()).append(SEPARATOR).append(part);
    }
    return kind;
  }

  private @Nullable String part(WafRequest request, RateKey key) {
    return switch (key.kind()) {
      case HEADER -> transformed(key, request.head.joined(key.name()));
      case COOKIE -> transformed(key, request.cookies().value(key.name()));
      case QUERY_ARGUMENT -> transformed(key, argument(request, key.name()));
      case QUERY_STRING -> transformed(key, request.head.query());
      case URI_PATH -> transformed(key, request.head.path());
      case HTTP_METHOD -> request.head.method();
      case IP -> address(request);
      case FORWARDED_IP -> forwardedAddress(request);
      case LABEL_NAMESPACE -> labels(request, key.name());
      case ASN -> asn(request);
    };
  }

  private static @Nullable String transformed(RateKey key, @Nullable String value) {
    return value == null
        ? null
        : Transformations.apply(key.transformations(), Transformations.bytesOf(value));
  }

  private static @Nullable String argument(WafRequest request, String name) {
    List<QueryString.Parameter> arguments = request.arguments();
    for (QueryString.Parameter argument : arguments) {
      if (ArgumentNames.matches(argument.name(), name)) {
        String value = argument.value();
        return value == null ? "" : value;
      }
    }
    return null;
  }

  private static @Nullable String labels(WafRequest request, String namespace) {
    StringBuilder found = new StringBuilder();
    for (String label : request.labels()) {
      if (label.startsWith(namespace)) {
        found.append(label).append(SEPARATOR);
      }
    }
    return found.length() == 0 ? null : found.toString();
  }

  private static @Nullable String asn(WafRequest request) {
    String address = request.facts.address();
    if (address == null) {
      return null;
    }
    GeoLocation location = request.facts.locate(address);
    Long asn = location.asn();
    return Long.toString(asn == null ? 0 : asn);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginRequestPolicyConfig;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a viewer's request reach the origin (CloudFront: How CloudFront processes
 * requests; origin request policies).
 */
public final class ForwardRule {

  /** Never forwarded from a viewer, whatever a policy says. */
  private static final Set<String> REMOVED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "x-real-ip",
          "x-forwarded-proto",
          "http2-settings");

  /** They belong to the body and go with it. */
  private static final Set<String> OF_BODY =
      Set.of(
          "content-length",
          "content-type",
          "content-md5",
          "content-encoding",
          "content-language",
          "content-disposition",
          "transfer-encoding");

  private static final Set<String> CONDITIONS =
      Set.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range");

  private final AcceptEncoding acceptEncoding;
  private final Set<String> keyHeaders;
  private final HeaderSelection.Kind kind;
  private final Set<String> listed;
  private final NameFilter keyCookies;
  private final NameFilter cookies;
  private final NameFilter keyQueries;
  private final NameFilter queries;
  private final Set<String> reservedQueryNames;
  private final Set<String> reservedCookieNames;
  private final boolean hostKept;

  /**
   * Compiles what a cache behavior forwards.
   *
   * @param policy what is in the key is also forwarded
   * @param forwarding what is forwarded besides
   * @param hostKept true when the viewer's Host goes to the origin whatever the policies say
   */
  public ForwardRule(
      CachePolicyConfig policy,
      OriginRequestPolicyConfig forwarding,
      Set<String> reservedQueryNames,
      Set<String> reservedCookieNames,
      boolean hostKept) {
    this.acceptEncoding =
        new AcceptEncoding(policy.acceptEncodingGzip(), policy.acceptEncodingBrotli());
    this.keyHeaders = lowerCase(policy.headers().names());
    this.kind = forwarding.headers().kind();
    this.listed = lowerCase(forwarding.headers().names());
    this.keyCookies = new NameFilter(policy.cookies());
    this.cookies = new NameFilter(forwarding.cookies());
    this.keyQueries = new NameFilter(policy.queryStrings());
    this.queries = new NameFilter(forwarding.queryStrings());
    this.reservedQueryNames = Set.copyOf(reservedQueryNames);
    this.reservedCookieNames = Set.copyOf(reservedCookieNames);
    this.hostKept = hostKept;
  }

  private static Set<String> lowerCase(List<String> names) {
    Set<String> lower = new HashSet<>();
    for (String name : names) {
      lower.add(name.toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(lower);
  }

  /** True when any cookie may reach the origin. */
  public boolean forwardsCookies() {
    return !(keyCookies.takesNothing() && cookies.takesNothing());
  }

  /** True when the viewer's Host reaches the origin. */
  public boolean forwardsHost() {
    return hostKept || keyHeaders.contains("host") || takenByPolicy("host");
  }

  /**
   * The headers for the origin, in the viewer's order, without conditions of the edge.
   *
   * @param passing true when the response is not stored, so that the viewer's own conditions and
   *     ranges count
   */
  public Headers headers(RequestHead request, boolean passing) {
    Headers.Builder kept = Headers.builder();
    for (String name : request.headerNames()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals("cookie")
          || (lower.equals("accept-encoding") && acceptEncoding.normalizes())) {
        continue;
      }
      if (forwards(lower, request.method(), passing)) {
        for (String value : request.headers(name)) {
          kept.add(name, value);
        }
      }
    }
    addIfPresent(kept, "Accept-Encoding", forwardedEncoding(request));
    addIfPresent(kept, "Cookie", forwardedCookies(request));
    return kept.build();
  }

  /** The query for the origin, or null. */
  public @Nullable String query(@Nullable String query) {
    if (query == null) {
      return null;
    }
    String own =
        reservedQueryNames.isEmpty() ? query : QueryString.without(query, reservedQueryNames);
    if (own == null || keyQueries.takesAll() || queries.takesAll()) {
      return own;
    }
    return selectedQuery(own);
  }

  /** The view of a request that {@code Vary} selects by. */
  public OriginView view(RequestHead request) {
    return name -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals("cookie")) {
        return forwardedCookies(request);
      }
      if (lower.equals("accept-encoding") && acceptEncoding.normalizes()) {
        return forwardedEncoding(request);
      }
      return forwards(lower, request.method(), false) ? request.joined(name) : null;
    };
  }

  private boolean forwards(String lower, String method, boolean passing) {
    if (lower.equals("host")) {
      return forwardsHost();
    }
    if (REMOVED.contains(lower)
        || lower.startsWith("x-edge-")
        || lower.startsWith("x-amz-cf-")
        || lower.startsWith("cloudfront-")) {
      return false;
    }
    // A condition or range of the viewer must not shape what is stored for everybody.
    if (CONDITIONS.contains(lower) || lower.equals("range")) {
      return passing;
    }
    return OF_BODY.contains(lower)
        || keyHeaders.contains(lower)
        || takenByPolicy(lower)
        || (lower.equals("authorization") && sendsAuthorization(method));
  }

  private boolean takenByPolicy(String lower) {
    return switch (kind) {
      case NONE -> false;
      case WHITELIST -> listed.contains(lower);
      case ALL_VIEWER, ALL_VIEWER_AND_WHITELIST_CLOUDFRONT -> true;
      case ALL_EXCEPT -> !listed.contains(lower);
    };
  }

  /** Authorization goes along with methods that are never cached (CloudFront: Authorization). */
  private static boolean sendsAuthorization(String method) {
    return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
  }

  private @Nullable String forwardedEncoding(RequestHead request) {
    if (!acceptEncoding.normalizes()) {
      return null;
    }
    String header = request.header("Accept-Encoding");
    if (header == null) {
      return null;
    }
    String normalized = acceptEncoding.normalized(header, request.protocol());
    return normalized == null ? AcceptEncoding.IDENTITY : normalized;
  }

  private @Nullable String forwardedCookies(RequestHead request) {
    List<String> lines = request.headers("Cookie");
    if (lines.isEmpty() || !forwardsCookies()) {
      return null;
    }
    return Cookies.parse(lines)
        .header(name -> forwardsName(name, keyCookies, cookies, reservedCookieNames));
  }

  private @Nullable String selectedQuery(String query) {
    StringBuilder kept = new StringBuilder(query.length());
    for (QueryString.Parameter parameter : QueryString.parse(query)) {
      if (forwardsName(parameter.name(), keyQueries, queries, reservedQueryNames)) {
        kept.append(kept.length() == 0 ? "" : "&").append(parameter.name());
        if (parameter.value() != null) {
          kept.append('=').append(parameter.value());
        }
      }
    }
    return kept.length() == 0 ? null : kept.toString();
  }

  private static boolean forwardsName(
      String name, NameFilter key, NameFilter policy, Set<String> reserved) {
    if (reserved.contains(name)) {
      return false;
    }
    // Two block lists add up; otherwise either list may let the name pass (CloudFront: origin
    // request policies and cache policies).
    boolean bothBlock =
        key.kind() == NameSelection.Kind.ALL_EXCEPT
            && policy.kind() == NameSelection.Kind.ALL_EXCEPT;
    return bothBlock
        ? key.takes(name) && policy.takes(name)
        : key.takes(name) || policy.takes(name);
  }

  private static void addIfPresent(Headers.Builder headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value);
    }
  }
}

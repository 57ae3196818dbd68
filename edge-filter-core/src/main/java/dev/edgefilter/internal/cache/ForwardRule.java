// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginRequestPolicyConfig;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
  private final Set<GeneratedHeader> generated;
  private final NameFilter keyCookies;
  private final NameFilter cookies;
  private final NameFilter keyQueries;
  private final NameFilter queries;
  private final Set<String> reservedQueryNames;
  private final Set<String> reservedCookieNames;
  private final boolean hostKept;
  private final boolean optionsCached;

  /**
   * Compiles what a cache behavior forwards.
   *
   * @param policy what is in the key is also forwarded
   * @param forwarding what is forwarded besides
   * @param hostKept true when the viewer's Host goes to the origin whatever the policies say
   * @param optionsCached true when answers to OPTIONS are cached, so that Authorization stays out
   */
  public ForwardRule(
      CachePolicyConfig policy,
      OriginRequestPolicyConfig forwarding,
      Set<String> reservedQueryNames,
      Set<String> reservedCookieNames,
      boolean hostKept,
      boolean optionsCached) {
    this.acceptEncoding =
        new AcceptEncoding(policy.acceptEncodingGzip(), policy.acceptEncodingBrotli());
    this.keyHeaders = lowerCase(policy.headers().names());
    this.kind = forwarding.headers().kind();
    this.listed = lowerCase(forwarding.headers().names());
    this.generated = generated(policy, forwarding);
    this.keyCookies = new NameFilter(policy.cookies());
    this.cookies = new NameFilter(forwarding.cookies());
    this.keyQueries = new NameFilter(policy.queryStrings());
    this.queries = new NameFilter(forwarding.queryStrings());
    this.reservedQueryNames = Set.copyOf(reservedQueryNames);
    this.reservedCookieNames = Set.copyOf(reservedCookieNames);
    this.hostKept = hostKept;
    this.optionsCached = optionsCached;
  }

  private static Set<String> lowerCase(List<String> names) {
    Set<String> lower = new HashSet<>();
    for (String name : names) {
      lower.add(name.toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(lower);
  }

  /** The headers that the edge makes because a policy names them. */
  public Set<GeneratedHeader> generated() {
    return generated;
  }

  private static Set<GeneratedHeader> generated(
      CachePolicyConfig policy, OriginRequestPolicyConfig forwarding) {
    Set<GeneratedHeader> found = EnumSet.noneOf(GeneratedHeader.class);
    List<String> names = new ArrayList<>(policy.headers().names());
    if (forwarding.headers().kind() != HeaderSelection.Kind.ALL_EXCEPT) {
      names.addAll(forwarding.headers().names());
    }
    for (String name : names) {
      GeneratedHeader header = GeneratedHeader.of(name);
      if (header != null) {
        found.add(header);
      }
    }
    return Collections.unmodifiableSet(found);
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
    return headers(request, request.method(), passing);
  }

  /**
   * True when a GET that goes by the given rule tells the origin the same as this request does by
   * this one, apart from the body and what belongs to it.
   */
  public boolean tellsWhatGetTells(
      ForwardRule forGet, RequestHead request, @Nullable String query) {
    Headers told = headers(request, request.method(), true);
    Headers ofGet = forGet.headers(request, "GET", false);
    return Objects.equals(query(query), forGet.query(query))
        && withoutBody(told).equals(withoutBody(ofGet));
  }

  private static Headers withoutBody(Headers headers) {
    Headers.Builder rest = headers.toBuilder();
    OF_BODY.forEach(rest::remove);
    return rest.build();
  }

  private Headers headers(RequestHead request, String method, boolean passing) {
    Headers.Builder kept = Headers.builder();
    for (String name : request.headerNames()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals("cookie")
          || (lower.equals("accept-encoding") && acceptEncoding.normalizes())) {
        continue;
      }
      if (forwards(lower, method, passing)) {
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
    if (query == null || query.isEmpty()) {
      return null;
    }
    String own =
        reservedQueryNames.isEmpty() ? query : QueryString.without(query, reservedQueryNames);
    if (own == null || keyQueries.takesAll() || queries.takesAll()) {
      return own;
    }
    return selectedQuery(own);
  }

  /**
   * True when the origin may see a header of the viewer, so that {@code Vary} may name it to
   * viewers.
   */
  public boolean sends(String name, String method) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "accept-encoding", "cookie" -> true;
      default -> forwards(lower, method, false);
    };
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

  /** Why a header of the viewer does or does not reach the origin. */
  public ForwardReason reason(String name, String method, boolean passing) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("cookie")) {
      return forwardsCookies() ? ForwardReason.COOKIES : ForwardReason.NOT_SELECTED;
    }
    return lower.equals("accept-encoding") && acceptEncoding.normalizes()
        ? ForwardReason.ACCEPT_ENCODING
        : decide(lower, method, passing);
  }

  private boolean forwards(String lower, String method, boolean passing) {
    return decide(lower, method, passing).forwarded();
  }

  private ForwardReason decide(String lower, String method, boolean passing) {
    if (lower.equals("host")) {
      return selected(lower, hostKept ? ForwardReason.HOST_KEPT : ForwardReason.HOST_REPLACED);
    }
    if (REMOVED.contains(lower) || lower.startsWith("x-edge-") || lower.startsWith("x-amz-cf-")) {
      return ForwardReason.NEVER;
    }
    if (GeneratedHeader.isReserved(lower)) {
      // The edge has made it, since what viewers send under these names is not seen here.
      boolean listed = this.listed.contains(lower) && kind != HeaderSelection.Kind.ALL_EXCEPT;
      return keyHeaders.contains(lower)
          ? ForwardReason.KEY
          : listed ? ForwardReason.POLICY : ForwardReason.NEVER;
    }
    // A condition or range of the viewer must not shape what is stored for everybody.
    if (CONDITIONS.contains(lower) || lower.equals("range")) {
      return passing ? ForwardReason.CONDITION_PASSED : ForwardReason.CONDITION_KEPT;
    }
    if (OF_BODY.contains(lower)) {
      return ForwardReason.OF_BODY;
    }
    boolean credentials = lower.equals("authorization") && sendsAuthorization(method);
    return selected(lower, credentials ? ForwardReason.AUTHORIZATION : ForwardReason.NOT_SELECTED);
  }

  private ForwardReason selected(String lower, ForwardReason otherwise) {
    if (keyHeaders.contains(lower)) {
      return ForwardReason.KEY;
    }
    return takenByPolicy(lower) ? ForwardReason.POLICY : otherwise;
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
  private boolean sendsAuthorization(String method) {
    return switch (method) {
      case "GET", "HEAD" -> false;
      case "OPTIONS" -> !optionsCached;
      default -> true;
    };
  }

  private @Nullable String forwardedEncoding(RequestHead request) {
    return acceptEncoding.normalizes()
        ? acceptEncoding.forwarded(request.joined("Accept-Encoding"), request.protocol())
        : null;
  }

  private @Nullable String forwardedCookies(RequestHead request) {
    List<String> lines = request.headers("Cookie");
    if (lines.isEmpty() || !forwardsCookies()) {
      return null;
    }
    return Cookies.parse(lines).header(this::forwardsCookie);
  }

  private boolean forwardsCookie(String name) {
    return !reservedCookieNames.contains(name)
        && joined(keyCookies, keyCookies.takes(name), cookies, cookies.takes(name));
  }

  private @Nullable String selectedQuery(String query) {
    StringBuilder kept = new StringBuilder(query.length());
    for (QueryString.Parameter parameter : QueryString.parse(query)) {
      String name = parameter.name();
      if (joined(
          keyQueries, keyQueries.takesParameter(name), queries, queries.takesParameter(name))) {
        kept.append(kept.length() == 0 ? "" : "&").append(name);
        if (parameter.value() != null) {
          kept.append('=').append(parameter.value());
        }
      }
    }
    return kept.length() == 0 ? null : kept.toString();
  }

  /**
   * Two block lists add up; otherwise either list may let a name pass (CloudFront: how origin
   * request policies and cache policies work together).
   */
  private static boolean joined(
      NameFilter key, boolean keyTakes, NameFilter policy, boolean policyTakes) {
    boolean bothBlock =
        key.kind() == NameSelection.Kind.ALL_EXCEPT
            && policy.kind() == NameSelection.Kind.ALL_EXCEPT;
    return bothBlock ? keyTakes && policyTakes : keyTakes || policyTakes;
  }

  private static void addIfPresent(Headers.Builder headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.store.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a request identify the response (CloudFront: Understand the cache key).
 *
 * <p>The key is structured: parts are names and values in a fixed order, so no value of one part
 * can pass for another.
 */
public final class KeyRule {

  private static final String[] NO_PARTS = {};
  private static final String ACCEPT_ENCODING = "accept-encoding";

  // No header name holds a blank, so no header in the key can pass for one of these parts.
  private static final String COOKIE_PART = "cookie ";
  private static final String METHOD_PART = "method ";

  private final String distributionId;
  private final AcceptEncoding acceptEncoding;
  private final String[] headerNames;
  private final NameFilter cookies;
  private final NameFilter queryStrings;
  private final Set<String> reservedQueryNames;
  private final Set<String> reservedCookieNames;
  private final boolean viewerOriginInKey;
  private volatile String[] recentParts = NO_PARTS;

  /**
   * Compiles the key of a cache behavior.
   *
   * @param reservedQueryNames parameters of signed URLs, never in the key
   * @param reservedCookieNames signed cookies, never in the key
   * @param viewerOriginInKey true when scheme and host are part of the key, because the origin sees
   *     them
   */
  public KeyRule(
      String distributionId,
      CachePolicyConfig policy,
      Set<String> reservedQueryNames,
      Set<String> reservedCookieNames,
      boolean viewerOriginInKey) {
    this.distributionId = distributionId;
    this.acceptEncoding =
        new AcceptEncoding(policy.acceptEncodingGzip(), policy.acceptEncodingBrotli());
    this.headerNames = headerNames(policy, acceptEncoding.normalizes(), viewerOriginInKey);
    this.cookies = new NameFilter(policy.cookies());
    this.queryStrings = new NameFilter(policy.queryStrings());
    this.reservedQueryNames = Set.copyOf(reservedQueryNames);
    this.reservedCookieNames = Set.copyOf(reservedCookieNames);
    this.viewerOriginInKey = viewerOriginInKey;
  }

  private static String[] headerNames(
      CachePolicyConfig policy, boolean normalizes, boolean hostTaken) {
    List<String> names = new ArrayList<>();
    for (String name : policy.headers().names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean covered =
          (normalizes && lower.equals(ACCEPT_ENCODING)) || (hostTaken && lower.equals("host"));
      if (!covered && !names.contains(lower)) {
        names.add(lower);
      }
    }
    names.sort(null);
    return names.toArray(new String[0]);
  }

  /**
   * The key of a request.
   *
   * @param path the raw path, after functions and the default root object
   * @param query the raw query, or null
   */
  public CacheKey key(RequestHead request, String path, @Nullable String query) {
    return new CacheKey(distributionId, path, keyQuery(query), parts(request));
  }

  /** The codings of a request that are part of its key, such as {@code br,gzip}; null for none. */
  public @Nullable String codings(RequestHead request) {
    return acceptEncoding.normalizes()
        ? acceptEncoding.normalized(request.joined("Accept-Encoding"), request.protocol())
        : null;
  }

  /** True when the header's value is part of the key. */
  public boolean holdsHeader(String name) {
    for (String held : headerNames) {
      if (held.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** The part of a raw query that belongs to the key, or null when there is none. */
  public @Nullable String keyQuery(@Nullable String query) {
    if (query == null || query.isEmpty() || queryStrings.takesNothing()) {
      return null;
    }
    String own =
        reservedQueryNames.isEmpty() ? query : QueryString.without(query, reservedQueryNames);
    return switch (queryStrings.kind()) {
      case NONE -> null;
      case ALL -> own;
      case WHITELIST -> QueryString.only(own, queryStrings.names());
      case ALL_EXCEPT -> QueryString.without(own, queryStrings.names());
    };
  }

  private String[] parts(RequestHead request) {
    String encoding = codings(request);
    String cookie = cookies.takesNothing() ? null : cookieHeader(request);
    boolean options = request.method().equals("OPTIONS");
    int most =
        (options ? 2 : 0)
            + (viewerOriginInKey ? 4 : 0)
            + (encoding == null ? 0 : 2)
            + headerNames.length * 2
            + (cookie == null ? 0 : 2);
    if (most == 0) {
      return NO_PARTS;
    }
    if (viewerOriginInKey && headerNames.length == 0 && cookie == null && !options) {
      return originParts(request.scheme(), request.host(), encoding);
    }
    Parts parts = new Parts(most);
    if (options) {
      parts.add(METHOD_PART, "OPTIONS");
    }
    if (viewerOriginInKey) {
      parts.add("scheme", request.scheme());
      parts.add("host", request.host());
    }
    parts.add(ACCEPT_ENCODING, encoding);
    for (String name : headerNames) {
      parts.add(name, request.joined(name));
    }
    parts.add(COOKIE_PART, cookie);
    return parts.toArray();
  }

  /** The most usual parts, which nearly all requests of a site share. */
  private String[] originParts(String scheme, String host, @Nullable String encoding) {
    String[] known = recentParts;
    boolean same =
        known.length == (encoding == null ? 4 : 6)
            && known[1].equals(scheme)
            && known[3].equals(host)
            && (encoding == null || known[5].equals(encoding));
    if (!same) {
      known =
          encoding == null
              ? new String[] {"scheme", scheme, "host", host}
              : new String[] {"scheme", scheme, "host", host, ACCEPT_ENCODING, encoding};
      recentParts = known;
    }
    return known;
  }

  private @Nullable String cookieHeader(RequestHead request) {
    List<String> lines = request.headers("Cookie");
    if (lines.isEmpty()) {
      return null;
    }
    return Cookies.parse(lines)
        .header(name -> cookies.takes(name) && !reservedCookieNames.contains(name));
  }

  /** The cookies of a key as one header value, or null when it has none. */
  public static @Nullable String cookiePart(CacheKey key) {
    return value(key.parts(), COOKIE_PART);
  }

  private static @Nullable String value(String[] parts, String name) {
    for (int i = 0; i < parts.length; i += 2) {
      if (parts[i].equals(name)) {
        return parts[i + 1];
      }
    }
    return null;
  }

  /** What a key is made of, also the parts that this request leaves empty. */
  public List<KeyPart> describe(CacheKey key) {
    List<KeyPart> described = new ArrayList<>();
    described.add(new KeyPart("distribution", key.distributionId(), "", KeyReason.DISTRIBUTION));
    described.add(new KeyPart("path", key.path(), "", KeyReason.PATH));
    described.add(new KeyPart("query", key.query(), queryStrings.toString(), KeyReason.QUERY));
    String[] parts = key.parts();
    if (value(parts, METHOD_PART) != null) {
      described.add(new KeyPart("method", value(parts, METHOD_PART), "", KeyReason.METHOD));
    }
    if (viewerOriginInKey) {
      described.add(new KeyPart("scheme", value(parts, "scheme"), "", KeyReason.VIEWER_ORIGIN));
      described.add(new KeyPart("host", value(parts, "host"), "", KeyReason.VIEWER_ORIGIN));
    }
    if (acceptEncoding.normalizes()) {
      String encoding = value(parts, ACCEPT_ENCODING);
      described.add(
          new KeyPart(
              ACCEPT_ENCODING, encoding, acceptEncoding.codings(), KeyReason.ACCEPT_ENCODING));
    }
    for (String name : headerNames) {
      described.add(new KeyPart(name, value(parts, name), "", KeyReason.HEADER));
    }
    described.add(
        new KeyPart("cookies", value(parts, COOKIE_PART), cookies.toString(), KeyReason.COOKIES));
    return described;
  }

  private static final class Parts {

    private final String[] parts;
    private int count;

    Parts(int most) {
      this.parts = new String[most];
    }

    void add(String name, @Nullable String value) {
      if (value != null) {
        parts[count++] = name;
        parts[count++] = value;
      }
    }

    String[] toArray() {
      if (count == parts.length) {
        return parts;
      }
      String[] exact = new String[count];
      System.arraycopy(parts, 0, exact, 0, count);
      return exact;
    }
  }
}

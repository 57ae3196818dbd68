// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a request's or response's {@code Cache-Control} (RFC 9111, 5.2).
 *
 * <p>Immutable. Durations are in seconds: -1 when the directive is absent, 0 when its value is not
 * a number of digits only, so that what cannot be understood is stale, and at most 2<sup>31</sup>.
 * Of duplicates the first counts. A number may stand in double quotes.
 */
public final class CacheControl {
  /** No directives. */
  public static final CacheControl NONE = new CacheControl(new CacheControlParser());

  private final int flags;
  private final long[] durations;
  private final List<String> noCacheFields;
  private final List<String> privateFields;

  private CacheControl(CacheControlParser parser) {
    this.flags = parser.flags();
    this.durations = parser.durations();
    this.noCacheFields = parser.noCacheFields();
    this.privateFields = parser.privateFields();
  }

  /** Parses all {@code Cache-Control} lines of a message in order; no line gives {@link #NONE}. */
  public static CacheControl parse(List<String> lines) {
    if (lines.isEmpty()) {
      return NONE;
    }
    CacheControlParser parser = new CacheControlParser();
    for (int i = 0; i < lines.size(); i++) {
      parser.line(lines.get(i));
    }
    return new CacheControl(parser);
  }

  /** Parses the joined lines of a message; null gives {@link #NONE}. */
  public static CacheControl parse(@Nullable String joined) {
    if (joined == null || joined.isEmpty()) {
      return NONE;
    }
    CacheControlParser parser = new CacheControlParser();
    parser.line(joined);
    return new CacheControl(parser);
  }

  /** The seconds of {@code max-age}. */
  public long maxAgeSeconds() {
    return durations[CacheControlParser.MAX_AGE];
  }

  /** The seconds of {@code s-maxage}. */
  public long sMaxageSeconds() {
    return durations[CacheControlParser.S_MAXAGE];
  }

  /** The seconds of {@code stale-while-revalidate} (RFC 5861, 3). */
  public long staleWhileRevalidateSeconds() {
    return durations[CacheControlParser.STALE_WHILE_REVALIDATE];
  }

  /** The seconds of {@code stale-if-error} (RFC 5861, 4). */
  public long staleIfErrorSeconds() {
    return durations[CacheControlParser.STALE_IF_ERROR];
  }

  /** The seconds of {@code min-fresh}. */
  public long minFreshSeconds() {
    return durations[CacheControlParser.MIN_FRESH];
  }

  /** The seconds of {@code max-stale}; {@link Long#MAX_VALUE} when it has no value. */
  public long maxStaleSeconds() {
    return durations[CacheControlParser.MAX_STALE];
  }

  /** Whether {@code no-store} is present. */
  public boolean noStore() {
    return has(CacheControlParser.NO_STORE);
  }

  /** Whether {@code no-cache} is present without a list of fields. */
  public boolean noCache() {
    return has(CacheControlParser.NO_CACHE);
  }

  /** Whether {@code private} is present without a list of fields. */
  public boolean isPrivate() {
    return has(CacheControlParser.PRIVATE);
  }

  /** The lower-case header names of {@code no-cache="…"}; an unmodifiable list, perhaps empty. */
  public List<String> noCacheFields() {
    return noCacheFields;
  }

  /** The lower-case header names of {@code private="…"}; an unmodifiable list, perhaps empty. */
  public List<String> privateFields() {
    return privateFields;
  }

  /** Whether {@code public} is present. */
  public boolean isPublic() {
    return has(CacheControlParser.PUBLIC);
  }

  /** Whether {@code must-revalidate} is present. */
  public boolean mustRevalidate() {
    return has(CacheControlParser.MUST_REVALIDATE);
  }

  /** Whether {@code proxy-revalidate} is present. */
  public boolean proxyRevalidate() {
    return has(CacheControlParser.PROXY_REVALIDATE);
  }

  /** Whether {@code no-transform} is present. */
  public boolean noTransform() {
    return has(CacheControlParser.NO_TRANSFORM);
  }

  /** Whether {@code must-understand} is present. */
  public boolean mustUnderstand() {
    return has(CacheControlParser.MUST_UNDERSTAND);
  }

  /** Whether {@code only-if-cached} is present. */
  public boolean onlyIfCached() {
    return has(CacheControlParser.ONLY_IF_CACHED);
  }

  /** Whether {@code immutable} is present (RFC 8246). */
  public boolean immutable() {
    return has(CacheControlParser.IMMUTABLE);
  }

  /** Whether no directive known here is present; unknown ones do not count. */
  public boolean isEmpty() {
    if (flags != 0 || !noCacheFields.isEmpty() || !privateFields.isEmpty()) {
      return false;
    }
    for (long seconds : durations) {
      if (seconds != CacheControlParser.ABSENT) {
        return false;
      }
    }
    return true;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }
}

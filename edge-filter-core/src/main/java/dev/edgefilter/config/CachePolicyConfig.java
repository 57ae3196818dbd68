// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a stored response beyond its path, and how long it may be kept.
 *
 * @param id what cache behaviors refer to
 * @param name a readable name that cache behaviors may use as well
 * @param minTtlSeconds the least time a response is kept
 * @param defaultTtlSeconds how long a response is kept that does not say so itself
 * @param maxTtlSeconds the longest time a response is kept
 * @param acceptEncodingGzip whether gzip is a normalised part of the key
 * @param acceptEncodingBrotli whether brotli is a normalised part of the key
 * @param headers the request headers in the key: none or a whitelist
 * @param cookies the cookies in the key
 * @param queryStrings the query strings in the key
 */
public record CachePolicyConfig(
    String id,
    String name,
    long minTtlSeconds,
    long defaultTtlSeconds,
    long maxTtlSeconds,
    boolean acceptEncodingGzip,
    boolean acceptEncodingBrotli,
    HeaderSelection headers,
    NameSelection cookies,
    NameSelection queryStrings) {
  /** CloudFront's default of {@link #defaultTtlSeconds}: one day. */
  public static final long DEFAULT_DEFAULT_TTL_SECONDS = 86_400;

  /** CloudFront's default of {@link #maxTtlSeconds}: one year. */
  public static final long DEFAULT_MAX_TTL_SECONDS = 31_536_000;

  /** Checks that the parts are present. */
  public CachePolicyConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(cookies, "cookies");
    Objects.requireNonNull(queryStrings, "queryStrings");
  }

  /** Starts a policy whose id and name are the same. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Collects the parts of a cache policy; what is not set keeps CloudFront's default. */
  public static final class Builder {
    private final String id;
    private String name;
    private long minTtlSeconds;
    private @Nullable Long defaultTtlSeconds;
    private @Nullable Long maxTtlSeconds;
    private boolean acceptEncodingGzip = true;
    private boolean acceptEncodingBrotli = true;
    private HeaderSelection headers = HeaderSelection.none();
    private NameSelection cookies = NameSelection.none();
    private NameSelection queryStrings = NameSelection.none();

    private Builder(String id) {
      this.id = Objects.requireNonNull(id, "id");
      this.name = id;
    }

    /** Sets the readable name. */
    public Builder name(String readable) {
      name = readable;
      return this;
    }

    /** Sets the least time a response is kept; 0 by default. */
    public Builder minTtlSeconds(long seconds) {
      minTtlSeconds = seconds;
      return this;
    }

    /**
     * Sets the time for responses that do not say; one day, or the least time if that is longer.
     */
    public Builder defaultTtlSeconds(long seconds) {
      defaultTtlSeconds = seconds;
      return this;
    }

    /** Sets the longest time; one year, or the default time if that is longer. */
    public Builder maxTtlSeconds(long seconds) {
      maxTtlSeconds = seconds;
      return this;
    }

    /**
     * Sets which codings are a normalised part of the key; both are, as in CloudFront's console.
     */
    public Builder acceptEncoding(boolean gzip, boolean brotli) {
      acceptEncodingGzip = gzip;
      acceptEncodingBrotli = brotli;
      return this;
    }

    /** Sets the headers of the key; none by default. */
    public Builder headers(HeaderSelection selection) {
      headers = selection;
      return this;
    }

    /** Sets the cookies of the key; none by default. */
    public Builder cookies(NameSelection selection) {
      cookies = selection;
      return this;
    }

    /** Sets the query strings of the key; none by default. */
    public Builder queryStrings(NameSelection selection) {
      queryStrings = selection;
      return this;
    }

    /** The policy; it is checked together with what refers to it. */
    public CachePolicyConfig build() {
      long normal =
          defaultTtlSeconds != null
              ? defaultTtlSeconds
              : Math.max(DEFAULT_DEFAULT_TTL_SECONDS, minTtlSeconds);
      long max = maxTtlSeconds != null ? maxTtlSeconds : Math.max(DEFAULT_MAX_TTL_SECONDS, normal);
      return new CachePolicyConfig(
          id,
          name,
          minTtlSeconds,
          normal,
          max,
          acceptEncodingGzip,
          acceptEncodingBrotli,
          headers,
          cookies,
          queryStrings);
    }
  }
}

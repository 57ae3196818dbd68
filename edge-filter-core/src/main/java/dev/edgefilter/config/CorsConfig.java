// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may read responses: the CORS part of a response headers policy.
 *
 * @param allowOrigins origins such as {@code https://www.example.com}, {@code *.example.com} or
 *     {@code *}
 * @param allowHeaders request headers that pages may send; names, names with one {@code *}, or
 *     {@code *} for all but {@code Authorization}
 * @param allowMethods methods that pages may use, or {@code ALL}
 * @param allowCredentials whether pages may send cookies and credentials
 * @param exposeHeaders response headers that pages may read
 * @param maxAgeSeconds how long browsers keep an answer to a preflight; null says nothing
 * @param originOverride whether this replaces what the origin says; when false and the origin sends
 *     any CORS header, nothing is added
 */
public record CorsConfig(
    List<String> allowOrigins,
    List<String> allowHeaders,
    List<String> allowMethods,
    boolean allowCredentials,
    List<String> exposeHeaders,
    @Nullable Long maxAgeSeconds,
    boolean originOverride) {

  /** Stands for every method that a cache behavior can accept. */
  public static final String ALL_METHODS = "ALL";

  /** Copies the lists. */
  public CorsConfig {
    allowOrigins = List.copyOf(allowOrigins);
    allowHeaders = List.copyOf(allowHeaders);
    allowMethods = List.copyOf(allowMethods);
    exposeHeaders = List.copyOf(exposeHeaders);
  }

  /** Starts a CORS part that allows nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the parts; what the origin says wins unless told otherwise. */
  public static final class Builder {
    private final List<String> allowOrigins = new ArrayList<>();
    private final List<String> allowHeaders = new ArrayList<>();
    private final List<String> allowMethods = new ArrayList<>();
    private final List<String> exposeHeaders = new ArrayList<>();
    private boolean allowCredentials;
    private @Nullable Long maxAgeSeconds;
    private boolean originOverride;

    private Builder() {}

    /** Adds origins whose pages may read responses. */
    public Builder allowOrigins(String... origins) {
      allowOrigins.addAll(List.of(origins));
      return this;
    }

    /** Adds request headers that pages may send. */
    public Builder allowHeaders(String... names) {
      allowHeaders.addAll(List.of(names));
      return this;
    }

    /** Adds methods that pages may use; {@code ALL} stands for every method. */
    public Builder allowMethods(String... methods) {
      allowMethods.addAll(List.of(methods));
      return this;
    }

    /** Sets whether pages may send cookies and credentials; they may not by default. */
    public Builder allowCredentials(boolean allowed) {
      allowCredentials = allowed;
      return this;
    }

    /** Adds response headers that pages may read. */
    public Builder exposeHeaders(String... names) {
      exposeHeaders.addAll(List.of(names));
      return this;
    }

    /** Sets how long browsers keep an answer to a preflight; unsaid by default. */
    public Builder maxAgeSeconds(@Nullable Long seconds) {
      maxAgeSeconds = seconds;
      return this;
    }

    /** Sets whether this replaces what the origin says; it does not by default. */
    public Builder originOverride(boolean override) {
      originOverride = override;
      return this;
    }

    /** The CORS part; it is checked with the whole configuration. */
    public CorsConfig build() {
      return new CorsConfig(
          allowOrigins,
          allowHeaders,
          allowMethods,
          allowCredentials,
          exposeHeaders,
          maxAgeSeconds,
          originOverride);
    }
  }
}

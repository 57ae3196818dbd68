// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.SecurityHeadersConfig.ContentSecurityPolicy;
import dev.edgefilter.config.SecurityHeadersConfig.ContentTypeOptions;
import dev.edgefilter.config.SecurityHeadersConfig.FrameOption;
import dev.edgefilter.config.SecurityHeadersConfig.FrameOptions;
import dev.edgefilter.config.SecurityHeadersConfig.ReferrerPolicy;
import dev.edgefilter.config.SecurityHeadersConfig.StrictTransportSecurity;
import dev.edgefilter.config.SecurityHeadersConfig.XssProtection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which headers are removed from and added to the viewer's copy of a response.
 *
 * @param id what cache behaviors refer to
 * @param name a readable name that cache behaviors may use as well
 * @param cors the CORS headers, or null for none
 * @param security the security headers
 * @param customHeaders headers that are added
 * @param removedHeaders names of the origin's headers that are removed
 * @param serverTimingRate how many of a hundred responses get {@code Server-Timing}; null for none
 */
public record ResponseHeadersPolicyConfig(
    String id,
    String name,
    @Nullable CorsConfig cors,
    SecurityHeadersConfig security,
    List<CustomHeader> customHeaders,
    List<String> removedHeaders,
    @Nullable Double serverTimingRate) {

  /** Copies the lists. */
  public ResponseHeadersPolicyConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(security, "security");
    customHeaders = List.copyOf(customHeaders);
    removedHeaders = List.copyOf(removedHeaders);
  }

  /** Starts a policy that changes nothing; its name is its id unless told otherwise. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Collects the parts of a policy. */
  public static final class Builder {
    private final String id;
    private String name;
    private @Nullable CorsConfig cors;
    private @Nullable XssProtection xssProtection;
    private @Nullable FrameOptions frameOptions;
    private @Nullable ReferrerPolicy referrerPolicy;
    private @Nullable ContentSecurityPolicy contentSecurityPolicy;
    private @Nullable ContentTypeOptions contentTypeOptions;
    private @Nullable StrictTransportSecurity strictTransportSecurity;
    private final List<CustomHeader> customHeaders = new ArrayList<>();
    private final List<String> removedHeaders = new ArrayList<>();
    private @Nullable Double serverTimingRate;

    private Builder(String id) {
      this.id = Objects.requireNonNull(id, "id");
      this.name = id;
    }

    /** Sets a readable name. */
    public Builder name(String text) {
      name = text;
      return this;
    }

    /** Sets the CORS headers. */
    public Builder cors(@Nullable CorsConfig config) {
      cors = config;
      return this;
    }

    /** Sets all security headers, in place of those set so far. */
    public Builder security(SecurityHeadersConfig config) {
      xssProtection = config.xssProtection();
      frameOptions = config.frameOptions();
      referrerPolicy = config.referrerPolicy();
      contentSecurityPolicy = config.contentSecurityPolicy();
      contentTypeOptions = config.contentTypeOptions();
      strictTransportSecurity = config.strictTransportSecurity();
      return this;
    }

    /** Adds {@code X-XSS-Protection: 1; mode=block}, or 0 without protection. */
    public Builder xssProtection(boolean protection, boolean override) {
      xssProtection = new XssProtection(override, protection, protection, null);
      return this;
    }

    /** Adds {@code X-Frame-Options}. */
    public Builder frameOptions(FrameOption option, boolean override) {
      frameOptions = new FrameOptions(override, option);
      return this;
    }

    /** Adds {@code Referrer-Policy}. */
    public Builder referrerPolicy(String policy, boolean override) {
      referrerPolicy = new ReferrerPolicy(override, policy);
      return this;
    }

    /** Adds {@code Content-Security-Policy}. */
    public Builder contentSecurityPolicy(String policy, boolean override) {
      contentSecurityPolicy = new ContentSecurityPolicy(override, policy);
      return this;
    }

    /** Adds {@code X-Content-Type-Options: nosniff}. */
    public Builder contentTypeOptions(boolean override) {
      contentTypeOptions = new ContentTypeOptions(override);
      return this;
    }

    /** Adds {@code Strict-Transport-Security}. */
    public Builder strictTransportSecurity(
        long maxAgeSeconds, boolean includeSubdomains, boolean preload, boolean override) {
      strictTransportSecurity =
          new StrictTransportSecurity(override, maxAgeSeconds, includeSubdomains, preload);
      return this;
    }

    /** Adds a header. */
    public Builder customHeader(String headerName, String value, boolean override) {
      customHeaders.add(new CustomHeader(headerName, value, override));
      return this;
    }

    /** Removes a header of the origin. */
    public Builder removeHeader(String headerName) {
      removedHeaders.add(headerName);
      return this;
    }

    /** Sends {@code Server-Timing} with so many of a hundred responses; null sends it with none. */
    public Builder serverTiming(@Nullable Double samplingRate) {
      serverTimingRate = samplingRate;
      return this;
    }

    /** The policy; it is checked with the whole configuration. */
    public ResponseHeadersPolicyConfig build() {
      return new ResponseHeadersPolicyConfig(
          id,
          name,
          cors,
          new SecurityHeadersConfig(
              xssProtection,
              frameOptions,
              referrerPolicy,
              contentSecurityPolicy,
              contentTypeOptions,
              strictTransportSecurity),
          customHeaders,
          removedHeaders,
          serverTimingRate);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The security headers of a response headers policy; each may be absent.
 *
 * @param xssProtection {@code X-XSS-Protection}
 * @param frameOptions {@code X-Frame-Options}
 * @param referrerPolicy {@code Referrer-Policy}
 * @param contentSecurityPolicy {@code Content-Security-Policy}
 * @param contentTypeOptions {@code X-Content-Type-Options}
 * @param strictTransportSecurity {@code Strict-Transport-Security}
 */
public record SecurityHeadersConfig(
    @Nullable XssProtection xssProtection,
    @Nullable FrameOptions frameOptions,
    @Nullable ReferrerPolicy referrerPolicy,
    @Nullable ContentSecurityPolicy contentSecurityPolicy,
    @Nullable ContentTypeOptions contentTypeOptions,
    @Nullable StrictTransportSecurity strictTransportSecurity) {

  /** No security header. */
  public static final SecurityHeadersConfig NONE =
      new SecurityHeadersConfig(null, null, null, null, null, null);

  /**
   * {@code X-XSS-Protection}.
   *
   * @param override whether it replaces the origin's
   * @param protection false for {@code 0}
   * @param modeBlock whether {@code mode=block} is added
   * @param reportUri where reports go, or null; not together with {@code modeBlock}
   */
  public record XssProtection(
      boolean override, boolean protection, boolean modeBlock, @Nullable String reportUri) {

    /** The value of the header. */
    public String value() {
      if (!protection) {
        return "0";
      }
      return modeBlock ? "1; mode=block" : reportUri == null ? "1" : "1; report=" + reportUri;
    }
  }

  /** Who may show a response in a frame. */
  public enum FrameOption {
    /** Nobody. */
    DENY,
    /** Pages of the same origin. */
    SAMEORIGIN
  }

  /**
   * {@code X-Frame-Options}.
   *
   * @param override whether it replaces the origin's
   * @param option who may show it in a frame
   */
  public record FrameOptions(boolean override, FrameOption option) {
    /** Checks that the option is present. */
    public FrameOptions {
      Objects.requireNonNull(option, "option");
    }
  }

  /**
   * {@code Referrer-Policy}.
   *
   * @param override whether it replaces the origin's
   * @param policy one of the words of the header, such as {@code same-origin}
   */
  public record ReferrerPolicy(boolean override, String policy) {
    /** Checks that the policy is present. */
    public ReferrerPolicy {
      Objects.requireNonNull(policy, "policy");
    }
  }

  /**
   * {@code Content-Security-Policy}.
   *
   * @param override whether it replaces the origin's
   * @param policy the value of the header
   */
  public record ContentSecurityPolicy(boolean override, String policy) {
    /** Checks that the policy is present. */
    public ContentSecurityPolicy {
      Objects.requireNonNull(policy, "policy");
    }
  }

  /**
   * {@code X-Content-Type-Options: nosniff}.
   *
   * @param override whether it replaces the origin's
   */
  public record ContentTypeOptions(boolean override) {}

  /**
   * {@code Strict-Transport-Security}.
   *
   * @param override whether it replaces the origin's
   * @param maxAgeSeconds how long browsers remember it
   * @param includeSubdomains whether it is meant for subdomains, too
   * @param preload whether browsers may have it built in
   */
  public record StrictTransportSecurity(
      boolean override, long maxAgeSeconds, boolean includeSubdomains, boolean preload) {

    /** The value of the header. */
    public String value() {
      return "max-age="
          + maxAgeSeconds
          + (includeSubdomains ? "; includeSubDomains" : "")
          + (preload ? "; preload" : "");
    }
  }
}

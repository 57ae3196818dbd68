// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.SecurityHeadersConfig.XssProtection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold inside one response headers policy. */
final class ResponseHeadersPolicyRules {
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VALUE = 1783;
  private static final int LONGEST_TOGETHER = 10_240;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

  private final Written written;
  private final List<ConfigProblem> problems;

  ResponseHeadersPolicyRules(Written written, List<ConfigProblem> problems) {
    this.written = written;
    this.problems = problems;
  }

  void check(ResponseHeadersPolicyConfig policy) {
    CorsConfig cors = policy.cors();
    if (cors != null) {
      checkOrigins(cors);
      checkNames(cors);
      checkCredentials(cors);
    }
    checkSecurity(policy.security());
    checkCustom(policy);
    for (int i = 0; i < policy.removedHeaders().size(); i++) {
      checkChangeable(
          "removeHeadersConfig[" + i + "].header", policy.removedHeaders().get(i), "removed");
    }
    Double rate = policy.serverTimingRate();
    if (rate != null && !(rate >= 0 && rate <= 100)) {
      report("serverTimingHeadersConfig.samplingRate", "found " + rate + "; expected 0.0 to 100.0");
    }
  }

  private void checkOrigins(CorsConfig cors) {
    atLeastOne("accessControlAllowOrigins", cors.allowOrigins(), "origin");
    for (int i = 0; i < cors.allowOrigins().size(); i++) {
      try {
        AllowedOrigin.of(cors.allowOrigins().get(i));
      } catch (IllegalArgumentException e) {
        report("corsConfig.accessControlAllowOrigins[" + i + "]", String.valueOf(e.getMessage()));
      }
    }
  }

  private void checkNames(CorsConfig cors) {
    atLeastOne("accessControlAllowMethods", cors.allowMethods(), "method");
    atLeastOne("accessControlAllowHeaders", cors.allowHeaders(), "header name");
    for (int i = 0; i < cors.allowMethods().size(); i++) {
      String method = cors.allowMethods().get(i);
      boolean all = method.equals(CorsConfig.ALL_METHODS);
      if (!METHODS.contains(method) && !(all && cors.allowMethods().size() == 1)) {
        report(
            "corsConfig.accessControlAllowMethods[" + i + "]",
            "found \""
                + method
                + "\"; expected ALL alone, or some of GET, HEAD, OPTIONS, PUT, PATCH, POST,"
                + " DELETE");
      }
    }
    for (int i = 0; i < cors.allowHeaders().size(); i++) {
      String name = cors.allowHeaders().get(i);
      String complaint = HeaderNames.complaint(name);
      if (complaint != null || name.indexOf('*') != name.lastIndexOf('*')) {
        report(
            "corsConfig.accessControlAllowHeaders[" + i + "]",
            complaint == null ? "found \"" + name + "\"; expected one * at most" : complaint);
      }
    }
    for (int i = 0; i < cors.exposeHeaders().size(); i++) {
      String complaint = HeaderNames.complaint(cors.exposeHeaders().get(i));
      if (complaint != null) {
        report("corsConfig.accessControlExposeHeaders[" + i + "]", complaint);
      }
    }
    Long maxAge = cors.maxAgeSeconds();
    if (maxAge != null && maxAge < 0) {
      report("corsConfig.accessControlMaxAgeSec", "found " + maxAge + "; expected 0 or more");
    }
  }

  /** Browsers refuse a star together with credentials (Fetch, 3.3.5), and so does the service. */
  private void checkCredentials(CorsConfig cors) {
    if (!cors.allowCredentials()) {
      return;
    }
    star("accessControlAllowOrigins", cors.allowOrigins());
    star("accessControlAllowHeaders", cors.allowHeaders());
    star("accessControlExposeHeaders", cors.exposeHeaders());
  }

  private void star(String list, List<String> items) {
    if (items.contains("*")) {
      report(
          "corsConfig." + list,
          "found \"*\", but AccessControlAllowCredentials is true; list them one by one");
    }
  }

  private void atLeastOne(String list, List<String> items, String what) {
    if (items.isEmpty()) {
      report("corsConfig." + list, "is empty; expected at least one " + what);
    }
  }

  private void checkSecurity(SecurityHeadersConfig security) {
    String base = "securityHeadersConfig.";
    XssProtection xss = security.xssProtection();
    if (xss != null) {
      boolean report = xss.reportUri() != null;
      if (xss.modeBlock() && report) {
        report(base + "xssProtection", "has ModeBlock and ReportUri; expected one of them");
      } else if (!xss.protection() && (xss.modeBlock() || report)) {
        report(base + "xssProtection", "has Protection false; expected no ModeBlock or ReportUri");
      }
      checkValue(base + "xssProtection.reportUri", xss.value());
    }
    var referrer = security.referrerPolicy();
    if (referrer != null
        && !ResponseHeadersPolicyReader.REFERRER_POLICIES.contains(referrer.policy())) {
      report(
          base + "referrerPolicy.referrerPolicy",
          "found \""
              + referrer.policy()
              + "\"; expected one of "
              + String.join(", ", ResponseHeadersPolicyReader.REFERRER_POLICIES));
    }
    var content = security.contentSecurityPolicy();
    if (content != null) {
      checkValue(base + "contentSecurityPolicy.contentSecurityPolicy", content.policy());
      if (content.policy().isBlank()) {
        report(base + "contentSecurityPolicy.contentSecurityPolicy", "is empty; expected a policy");
      }
    }
    var transport = security.strictTransportSecurity();
    if (transport != null && transport.maxAgeSeconds() < 0) {
      report(
          base + "strictTransportSecurity.accessControlMaxAgeSec",
          "found " + transport.maxAgeSeconds() + "; expected 0 or more");
    }
  }

  private void checkCustom(ResponseHeadersPolicyConfig policy) {
    Set<String> seen = new HashSet<>(securityNames(policy.security()));
    int length = 0;
    for (int i = 0; i < policy.customHeaders().size(); i++) {
      CustomHeader header = policy.customHeaders().get(i);
      String place = "customHeadersConfig[" + i + "]";
      length += header.name().length() + header.value().length();
      checkChangeable(place + ".header", header.name(), "set");
      checkValue(place + ".value", header.value());
      String lower = header.name().toLowerCase(Locale.ROOT);
      if (header.name().length() > LONGEST_NAME) {
        report(place + ".header", "has more than " + LONGEST_NAME + " characters; shorten it");
      }
      if (lower.equals("set-cookie")) {
        report(
            place + ".header",
            "found \"Set-Cookie\", which would give all viewers one cookie; remove it");
      } else if (lower.equals("server-timing") && policy.serverTimingRate() != null) {
        report(place + ".header", "found \"Server-Timing\", which this policy adds already");
      } else if (lower.startsWith("access-control-") && policy.cors() != null) {
        report(place + ".header", "found \"" + header.name() + "\"; put it into CorsConfig");
      } else if (!seen.add(lower)) {
        report(place + ".header", "found \"" + header.name() + "\" a second time; remove one");
      }
    }
    if (length > LONGEST_TOGETHER) {
      report(
          "customHeadersConfig",
          "has " + length + " characters together; expected at most " + LONGEST_TOGETHER);
    }
  }

  private static Set<String> securityNames(SecurityHeadersConfig security) {
    Set<String> names = new HashSet<>();
    addIf(names, "x-xss-protection", security.xssProtection());
    addIf(names, "x-frame-options", security.frameOptions());
    addIf(names, "referrer-policy", security.referrerPolicy());
    addIf(names, "content-security-policy", security.contentSecurityPolicy());
    addIf(names, "x-content-type-options", security.contentTypeOptions());
    addIf(names, "strict-transport-security", security.strictTransportSecurity());
    return names;
  }

  private static void addIf(Set<String> names, String name, @Nullable Object present) {
    if (present != null) {
      names.add(name);
    }
  }

  private void checkChangeable(String place, String name, String what) {
    String complaint = HeaderNames.complaint(name);
    if (complaint != null) {
      report(place, complaint);
    } else if (!HeaderNames.mayChange(name)) {
      report(place, "found \"" + name + "\", which cannot be " + what + "; remove it");
    }
  }

  private void checkValue(String place, String value) {
    if (!HeaderNames.isValue(value)) {
      report(place, "holds a character that no header value can have; remove it");
    } else if (value.length() > LONGEST_VALUE) {
      report(place, "has " + value.length() + " characters; expected at most " + LONGEST_VALUE);
    }
  }

  private void report(String place, String message) {
    written.report(problems, place, message);
  }
}

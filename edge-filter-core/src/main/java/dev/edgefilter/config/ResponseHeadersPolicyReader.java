// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.SecurityHeadersConfig.ContentSecurityPolicy;
import dev.edgefilter.config.SecurityHeadersConfig.ContentTypeOptions;
import dev.edgefilter.config.SecurityHeadersConfig.FrameOption;
import dev.edgefilter.config.SecurityHeadersConfig.FrameOptions;
import dev.edgefilter.config.SecurityHeadersConfig.ReferrerPolicy;
import dev.edgefilter.config.SecurityHeadersConfig.StrictTransportSecurity;
import dev.edgefilter.config.SecurityHeadersConfig.XssProtection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one response headers policy. */
final class ResponseHeadersPolicyReader {
  private static final String OVERRIDE = "Override";

  private ResponseHeadersPolicyReader() {}

  static ResponseHeadersPolicyConfig read(String id, JsonFields fields) {
    String name = fields.require("Name", "the name of the policy").string("Name", id);
    ResponseHeadersPolicyConfig.Builder policy = ResponseHeadersPolicyConfig.builder(id).name(name);
    JsonFields cors = fields.object("CorsConfig", "CorsConfig");
    if (cors != null) {
      policy.cors(cors(cors));
    }
    JsonFields security = fields.object("SecurityHeadersConfig", "SecurityHeadersConfig");
    if (security != null) {
      policy.security(security(security));
    }
    policy.serverTiming(
        serverTiming(fields.object("ServerTimingHeadersConfig", "ServerTimingHeadersConfig")));
    for (JsonFields header :
        fields.quantityObjects("CustomHeadersConfig", "ResponseHeadersPolicyCustomHeader")) {
      policy.customHeader(
          header.require("Header", "the name of a header").string("Header", ""),
          header.require("Value", "the value, perhaps empty").string("Value", ""),
          override(header));
    }
    for (JsonFields header :
        fields.quantityObjects("RemoveHeadersConfig", "ResponseHeadersPolicyRemoveHeader")) {
      policy.removeHeader(header.require("Header", "the name of a header").string("Header", ""));
    }
    return policy.build();
  }

  private static CorsConfig cors(JsonFields fields) {
    fields
        .require("AccessControlAllowOrigins", "at least one origin")
        .require("AccessControlAllowHeaders", "at least one header name, or *")
        .require("AccessControlAllowMethods", "at least one method, or ALL")
        .require("AccessControlAllowCredentials", "true or false")
        .require("OriginOverride", "true or false");
    return new CorsConfig(
        fields.quantityStrings("AccessControlAllowOrigins"),
        fields.quantityStrings("AccessControlAllowHeaders"),
        fields.quantityStrings("AccessControlAllowMethods"),
        fields.flag("AccessControlAllowCredentials", false),
        fields.quantityStrings("AccessControlExposeHeaders"),
        fields.has("AccessControlMaxAgeSec") ? fields.number("AccessControlMaxAgeSec", 0) : null,
        fields.flag("OriginOverride", false));
  }

  private static SecurityHeadersConfig security(JsonFields fields) {
    JsonFields xss = fields.object("XSSProtection", "XSSProtection");
    JsonFields frame = fields.object("FrameOptions", "FrameOptions");
    JsonFields referrer = fields.object("ReferrerPolicy", "ReferrerPolicy");
    JsonFields content = fields.object("ContentSecurityPolicy", "ContentSecurityPolicy");
    JsonFields type = fields.object("ContentTypeOptions", "ContentTypeOptions");
    JsonFields transport = fields.object("StrictTransportSecurity", "StrictTransportSecurity");
    return new SecurityHeadersConfig(
        xss == null ? null : xssProtection(xss),
        frame == null ? null : frameOptions(frame),
        referrer == null
            ? null
            : new ReferrerPolicy(
                override(referrer),
                text(referrer, "ReferrerPolicy", "a policy such as same-origin")),
        content == null
            ? null
            : new ContentSecurityPolicy(
                override(content), text(content, "ContentSecurityPolicy", "the policy")),
        type == null ? null : new ContentTypeOptions(override(type)),
        transport == null ? null : transportSecurity(transport));
  }

  private static XssProtection xssProtection(JsonFields fields) {
    fields.require("Protection", "true or false");
    String uri = fields.string("ReportUri", "");
    return new XssProtection(
        override(fields),
        fields.flag("Protection", true),
        fields.flag("ModeBlock", false),
        uri.isEmpty() ? null : uri);
  }

  private static FrameOptions frameOptions(JsonFields fields) {
    fields.require("FrameOption", "DENY or SAMEORIGIN");
    return new FrameOptions(
        override(fields), fields.word("FrameOption", Words.FRAME_OPTIONS, FrameOption.DENY));
  }

  private static StrictTransportSecurity transportSecurity(JsonFields fields) {
    fields.require("AccessControlMaxAgeSec", "a number of seconds");
    return new StrictTransportSecurity(
        override(fields),
        fields.number("AccessControlMaxAgeSec", 0),
        fields.flag("IncludeSubdomains", false),
        fields.flag("Preload", false));
  }

  private static @Nullable Double serverTiming(@Nullable JsonFields fields) {
    if (fields == null) {
      return null;
    }
    boolean enabled = fields.require("Enabled", "true or false").flag("Enabled", false);
    double rate = fields.decimal("SamplingRate", 0);
    return enabled ? rate : null;
  }

  private static String text(JsonFields fields, String name, String expected) {
    return fields.require(name, expected).string(name, "");
  }

  private static boolean override(JsonFields fields) {
    return fields.require(OVERRIDE, "true or false").flag(OVERRIDE, false);
  }

  /** The words that {@code Referrer-Policy} may be. */
  static final List<String> REFERRER_POLICIES =
      List.of(
          "no-referrer",
          "no-referrer-when-downgrade",
          "origin",
          "origin-when-cross-origin",
          "same-origin",
          "strict-origin",
          "strict-origin-when-cross-origin",
          "unsafe-url");
}

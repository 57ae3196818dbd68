// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads origins, and how requests to them are signed. */
final class OriginReader {
  private OriginReader() {}

  /** Reads one origin access control. */
  static OriginAccessControlConfig accessControl(String id, JsonFields fields) {
    fields.require("SigningBehavior", "one of " + String.join(", ", Words.SIGNING.keySet()));
    fields.require(
        "OriginAccessControlOriginType", "one of " + String.join(", ", Words.ORIGIN_TYPE.keySet()));
    fields.word("SigningProtocol", Map.of("sigv4", Boolean.TRUE), Boolean.TRUE);
    return new OriginAccessControlConfig(
        id,
        fields.string("Name", ""),
        fields.word("SigningBehavior", Words.SIGNING, Signing.ALWAYS),
        fields.word("OriginAccessControlOriginType", Words.ORIGIN_TYPE, OriginType.S3));
  }

  /** Reads one origin. */
  static OriginConfig origin(JsonFields fields) {
    fields.require("Id", "the name that TargetOriginId uses");
    fields.require("DomainName", "a host name, or \"self\" for this application");
    OriginConfig.Builder origin =
        OriginConfig.builder(fields.string("Id", ""), fields.string("DomainName", ""))
            .originPath(fields.string("OriginPath", ""))
            .connectionAttempts(
                fields.integer("ConnectionAttempts", OriginConfig.DEFAULT_CONNECTION_ATTEMPTS))
            .connectionTimeoutSeconds(
                fields.integer(
                    "ConnectionTimeout", OriginConfig.DEFAULT_CONNECTION_TIMEOUT_SECONDS))
            .responseCompletionTimeoutSeconds(fields.number("ResponseCompletionTimeout", 0))
            .custom(custom(fields));
    for (JsonFields header : fields.quantityObjects("CustomHeaders", "CustomHeader")) {
      customHeader(header, origin);
    }
    JsonFields s3 = fields.object("S3OriginConfig", "S3OriginConfig");
    if (s3 != null && fields.has("CustomOriginConfig")) {
      fields.problem(
          "S3OriginConfig", "found a CustomOriginConfig as well; expected one of the two");
    }
    if (s3 != null) {
      origin
          .accessIdentity(s3.string("OriginAccessIdentity", ""))
          .s3ReadTimeoutSeconds(
              s3.integer("OriginReadTimeout", CustomOriginConfig.DEFAULT_READ_TIMEOUT_SECONDS));
    }
    return origin.s3(s3 != null).accessControl(fields.string("OriginAccessControlId", "")).build();
  }

  /**
   * Headers refuses what HTTP does not allow, so a harmless one keeps the place of a broken one.
   */
  private static void customHeader(JsonFields header, OriginConfig.Builder origin) {
    header.require("HeaderName", "the name of the header");
    header.require("HeaderValue", "the value of the header");
    String name = header.string("HeaderName", "");
    String value = header.secret("HeaderValue");
    String complaint = header.has("HeaderName") ? HeaderNames.complaint(name) : null;
    boolean usable = complaint == null && !name.isEmpty() && HeaderNames.isValue(value);
    if (complaint != null) {
      header.problem("HeaderName", complaint);
    } else if (!HeaderNames.isValue(value)) {
      header.problem("HeaderValue", "found a control character; expected printable text");
    }
    origin.customHeader(usable ? name : "X-Broken", usable ? value : "");
  }

  private static @Nullable CustomOriginConfig custom(JsonFields origin) {
    JsonFields custom = origin.object("CustomOriginConfig", "CustomOriginConfig");
    if (custom == null) {
      return null;
    }
    custom.require(
        "OriginProtocolPolicy", "one of " + String.join(", ", Words.ORIGIN_PROTOCOL.keySet()));
    return new CustomOriginConfig(
        custom.integer("HTTPPort", 80),
        custom.integer("HTTPSPort", 443),
        custom.word(
            "OriginProtocolPolicy", Words.ORIGIN_PROTOCOL, OriginProtocolPolicy.MATCH_VIEWER),
        custom.integer("OriginReadTimeout", CustomOriginConfig.DEFAULT_READ_TIMEOUT_SECONDS),
        custom.integer(
            "OriginKeepaliveTimeout", CustomOriginConfig.DEFAULT_KEEPALIVE_TIMEOUT_SECONDS));
  }
}

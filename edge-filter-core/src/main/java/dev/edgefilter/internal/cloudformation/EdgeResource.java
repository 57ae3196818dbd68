// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a template as the command line of its service would print it.
 *
 * @param kind what it is
 * @param logicalId its name in the template
 * @param object the printed object, with its {@code Id}
 */
public record EdgeResource(Kind kind, String logicalId, JsonObject object) {
  /** The types of resources that the edge reads. */
  public enum Kind {
    DISTRIBUTION("AWS::CloudFront::Distribution"),
    CACHE_POLICY("AWS::CloudFront::CachePolicy"),
    ORIGIN_REQUEST_POLICY("AWS::CloudFront::OriginRequestPolicy"),
    RESPONSE_HEADERS_POLICY("AWS::CloudFront::ResponseHeadersPolicy"),
    ORIGIN_ACCESS_CONTROL("AWS::CloudFront::OriginAccessControl"),
    PUBLIC_KEY("AWS::CloudFront::PublicKey"),
    KEY_GROUP("AWS::CloudFront::KeyGroup"),
    FUNCTION("AWS::CloudFront::Function"),
    KEY_VALUE_STORE("AWS::CloudFront::KeyValueStore"),
    LAMBDA_FUNCTION("AWS::Lambda::Function"),
    WEB_ACL("AWS::WAFv2::WebACL"),
    RULE_GROUP("AWS::WAFv2::RuleGroup"),
    IP_SET("AWS::WAFv2::IPSet"),
    REGEX_PATTERN_SET("AWS::WAFv2::RegexPatternSet");

    private static final Map<String, Kind> BY_TYPE = new HashMap<>();

    static {
      for (Kind kind : values()) {
        BY_TYPE.put(kind.type, kind);
      }
    }

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** Its name in templates. */
    public String type() {
      return type;
    }

    /** What the command line calls it, such as {@code CachePolicy}. */
    public String printedType() {
      return this == LAMBDA_FUNCTION ? "LambdaFunction" : type.substring(type.lastIndexOf(':') + 1);
    }

    /** Whether a broken one makes references to it look wrong. */
    public boolean isReferredTo() {
      return this != DISTRIBUTION;
    }
  }

  /** The kind of a written resource; null when the edge does not read it. */
  static @Nullable Kind kindOf(JsonObject written) {
    String type = Trees.text(written, "Type");
    return type == null ? null : Kind.BY_TYPE.get(type);
  }
}

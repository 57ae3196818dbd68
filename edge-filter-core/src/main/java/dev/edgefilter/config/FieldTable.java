// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static dev.edgefilter.config.FieldTable.Treatment.METADATA;
import static dev.edgefilter.config.FieldTable.Treatment.NOT_YET;
import static dev.edgefilter.config.FieldTable.Treatment.NO_EFFECT;
import static dev.edgefilter.config.Shape.any;
import static dev.edgefilter.config.Shape.flag;
import static dev.edgefilter.config.Shape.list;
import static dev.edgefilter.config.Shape.number;
import static dev.edgefilter.config.Shape.object;
import static dev.edgefilter.config.Shape.text;
import static dev.edgefilter.config.Shape.words;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The known fields that this version does not act on, in one place: a later version that honours
 * one deletes its line here and reads it.
 */
final class FieldTable {
  /** What happens to a field of this table. */
  enum Treatment {
    /** Says nothing about the edge; accepted in silence. */
    METADATA,
    /** Accepted and noted once when it is set. */
    NO_EFFECT,
    /** Refused when it is set. */
    NOT_YET
  }

  /**
   * One field.
   *
   * @param type the kind of object it belongs to
   * @param name its name
   * @param treatment what happens to it
   * @param shape what its value must look like, and which values count as not set
   * @param text why it has no effect, or what is not supported yet and what to do
   */
  record Field(String type, String name, Treatment treatment, Shape shape, String text) {}

  private static final String CONTAINER_TLS = "the container ends TLS, so configure it there";
  private static final String NO_TOKENS = "Captcha and Challenge are not supported";
  private static final String NO_EDGE_SITES = "there is one edge: this application";

  private static final List<Field> FIELDS =
      List.of(
          // A file
          field("file", "ETag", METADATA, text(), ""),
          field("file", "LockToken", METADATA, text(), ""),
          notYet("file", "ContinuousDeploymentPolicies", list(), "remove the policies"),

          // A list as the service prints it, and what its items have besides
          field("List", "Marker", METADATA, text(), ""),
          field("List", "NextMarker", METADATA, text(), ""),
          field("List", "MaxItems", METADATA, number(), ""),
          field("List", "IsTruncated", METADATA, any(), ""),
          field("PublicKeyConfig", "CreatedTime", METADATA, any(), ""),

          // What the service adds around a configuration
          field("Distribution", "ETag", METADATA, text(), ""),
          field("Distribution", "ARN", METADATA, text(), ""),
          field("Distribution", "Status", METADATA, text(), ""),
          field("Distribution", "LastModifiedTime", METADATA, any(), ""),
          field("Distribution", "InProgressInvalidationBatches", METADATA, number(), ""),
          field("Distribution", "ActiveTrustedSigners", METADATA, any(), ""),
          field("Distribution", "ActiveTrustedKeyGroups", METADATA, any(), ""),
          field("Distribution", "AliasICPRecordals", METADATA, any(), ""),
          field("CachePolicy", "LastModifiedTime", METADATA, any(), ""),
          field("OriginAccessControl", "ETag", METADATA, text(), ""),
          field("OriginAccessControlConfig", "Description", METADATA, text(), ""),
          field("CachePolicy", "ETag", METADATA, text(), ""),
          field("OriginRequestPolicy", "LastModifiedTime", METADATA, any(), ""),
          field("OriginRequestPolicy", "ETag", METADATA, text(), ""),
          field("ResponseHeadersPolicy", "LastModifiedTime", METADATA, any(), ""),
          field("ResponseHeadersPolicy", "ETag", METADATA, text(), ""),
          field("PublicKey", "CreatedTime", METADATA, any(), ""),
          field("PublicKey", "ETag", METADATA, text(), ""),
          field("KeyGroup", "LastModifiedTime", METADATA, any(), ""),
          field("KeyGroup", "ETag", METADATA, text(), ""),
          field("Function", "Status", METADATA, text(), ""),
          field("Function", "ETag", METADATA, text(), ""),
          field("FunctionMetadata", "Stage", METADATA, text(), ""),
          field("FunctionMetadata", "CreatedTime", METADATA, any(), ""),
          field("FunctionMetadata", "LastModifiedTime", METADATA, any(), ""),
          field("FunctionConfig", "Comment", METADATA, text(), ""),
          field("KeyValueStore", "Comment", METADATA, text(), ""),
          field("KeyValueStore", "Status", METADATA, text(), ""),
          field("KeyValueStore", "ETag", METADATA, text(), ""),
          field("KeyValueStore", "LastModifiedTime", METADATA, any(), ""),
          field("CachePolicyConfig", "Comment", METADATA, text(), ""),
          field("OriginRequestPolicyConfig", "Comment", METADATA, text(), ""),
          field("ResponseHeadersPolicyConfig", "Comment", METADATA, text(), ""),
          field("PublicKeyConfig", "Comment", METADATA, text(), ""),
          field("PublicKeyConfig", "CallerReference", METADATA, text(), ""),
          field("KeyGroupConfig", "Comment", METADATA, text(), ""),

          // Web ACLs
          field("WebACL", "Description", METADATA, text(), ""),
          field("WebACL", "Capacity", METADATA, number(), ""),
          field("WebACL", "VisibilityConfig", METADATA, any(), ""),
          field("WebACL", "ManagedByFirewallManager", METADATA, flag(), ""),
          field("WebACL", "RetrofittedByFirewallManager", METADATA, flag(), ""),
          noEffect("WebACL", "CaptchaConfig", any(), NO_TOKENS),
          noEffect("WebACL", "ChallengeConfig", any(), NO_TOKENS),
          noEffect("WebACL", "TokenDomains", list(), NO_TOKENS),
          noEffect(
              "WebACL", "DataProtectionConfig", any(), "samples hold no headers, query or body"),
          notYet("WebACL", "PreProcessFirewallManagerRuleGroups", list(), "remove them"),
          notYet("WebACL", "PostProcessFirewallManagerRuleGroups", list(), "remove them"),
          noEffect("WafRule", "CaptchaConfig", any(), NO_TOKENS),
          noEffect("WafRule", "ChallengeConfig", any(), NO_TOKENS),
          field("VisibilityConfig", "CloudWatchMetricsEnabled", METADATA, flag(), ""),
          field("VisibilityConfig", "MetricName", METADATA, text(), ""),
          field("RuleGroup", "Description", METADATA, text(), ""),
          field("RuleGroup", "Capacity", METADATA, number(), ""),
          field("RuleGroup", "VisibilityConfig", METADATA, any(), ""),
          field("RuleGroup", "AvailableLabels", METADATA, list(), ""),
          field("RuleGroup", "ConsumedLabels", METADATA, list(), ""),
          field("IPSet", "Description", METADATA, text(), ""),
          field("RegexPatternSet", "Description", METADATA, text(), ""),

          // DistributionConfig
          field("DistributionConfig", "CallerReference", METADATA, text(), ""),
          noEffect(
              "DistributionConfig",
              "PriceClass",
              words("PriceClass_All", "PriceClass_200", "PriceClass_100", "None")
                  .unset("PriceClass_All"),
              NO_EDGE_SITES),
          noEffect(
              "DistributionConfig",
              "HttpVersion",
              words("http2", "http1.1", "http3", "http2and3").unset("http2"),
              "the container decides which HTTP versions viewers can use"),
          noEffect(
              "DistributionConfig",
              "IsIPV6Enabled",
              flag(),
              "the container decides on which addresses it listens"),
          noEffect(
              "DistributionConfig",
              "ViewerCertificate",
              object(
                      "CloudFrontDefaultCertificate",
                      "ACMCertificateArn",
                      "IAMCertificateId",
                      "SSLSupportMethod",
                      "MinimumProtocolVersion",
                      "Certificate",
                      "CertificateSource")
                  .unsetWhen("CloudFrontDefaultCertificate", "true"),
              CONTAINER_TLS),
          noEffect("DistributionConfig", "AnycastIpListId", text(), NO_EDGE_SITES),
          noEffect(
              "DistributionConfig",
              "ConnectionFunctionAssociation",
              object("Id"),
              "the container does the TLS handshake before a filter runs"),
          noEffect(
              "DistributionConfig",
              "Logging",
              object("Enabled", "IncludeCookies", "Bucket", "Prefix").unsetWhen("Enabled", "false"),
              "nothing is written to a bucket; the access log of the edge has every request"),
          notYet("DistributionConfig", "ContinuousDeploymentPolicyId", text(), "leave it empty"),
          notYet("DistributionConfig", "Staging", flag(), "set it to false"),
          notYet(
              "DistributionConfig",
              "ConnectionMode",
              words("direct", "tenant-only").unset("direct"),
              "use a direct distribution"),
          notYet("DistributionConfig", "TenantConfig", object("ParameterDefinitions"), "remove it"),
          notYet(
              "DistributionConfig",
              "ViewerMtlsConfig",
              object("Mode", "TrustStoreConfig"),
              "remove it and let the container ask for client certificates"),

          // Origins
          noEffect(
              "Origin",
              "OriginShield",
              object("Enabled", "OriginShieldRegion").unsetWhen("Enabled", "false"),
              NO_EDGE_SITES),
          notYet(
              "Origin",
              "VpcOriginConfig",
              object(
                  "VpcOriginId", "OwnerAccountId", "OriginReadTimeout", "OriginKeepaliveTimeout"),
              "use a CustomOriginConfig, or the DomainName \"self\""),
          noEffect(
              "CustomOriginConfig",
              "OriginSslProtocols",
              object("Quantity", "Items").unsetWhen("Items.0", "TLSv1.2"),
              "the Java runtime decides which TLS versions are spoken to origins"),
          noEffect(
              "CustomOriginConfig",
              "IpAddressType",
              words("ipv4", "ipv6", "dualstack").unset("ipv4"),
              "the Java runtime decides which addresses of an origin are used"),
          notYet(
              "CustomOriginConfig",
              "OriginMtlsConfig",
              object("ClientCertificateArn"),
              "remove it"),

          // Cache behaviors
          noEffect(
              "CacheBehavior",
              "SmoothStreaming",
              flag(),
              "Microsoft Smooth Streaming is passed through like any other content"),
          notYet("CacheBehavior", "FieldLevelEncryptionId", text(), "leave it empty"),
          notYet("CacheBehavior", "RealtimeLogConfigArn", text(), "leave it out"),
          notYet(
              "CacheBehavior",
              "GrpcConfig",
              object("Enabled").unsetWhen("Enabled", "false"),
              "set Enabled to false"));

  private FieldTable() {}

  /** The field of this table; null when it is not one. */
  static @Nullable Field find(String type, String name) {
    for (Field field : FIELDS) {
      if (field.type().equals(type) && field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** The names of this table that an object of a kind may have. */
  static List<String> names(String type) {
    List<String> names = new ArrayList<>();
    for (Field field : FIELDS) {
      if (field.type().equals(type)) {
        names.add(field.name());
      }
    }
    return names;
  }

  /** What a problem says about a part that this version refuses. */
  static String notYet(String what, String remedy) {
    return what + " is not supported yet by this version; " + remedy;
  }

  private static Field notYet(String type, String name, Shape shape, String remedy) {
    return field(type, name, NOT_YET, shape, remedy);
  }

  private static Field noEffect(String type, String name, Shape shape, String why) {
    return field(type, name, NO_EFFECT, shape, why);
  }

  private static Field field(
      String type, String name, Treatment treatment, Shape shape, String text) {
    return new Field(type, name, treatment, shape, text);
  }
}

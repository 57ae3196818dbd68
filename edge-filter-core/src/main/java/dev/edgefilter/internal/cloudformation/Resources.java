// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.NearestName;
import dev.edgefilter.internal.document.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What references to resources give. The ids that CloudFront would make up are the logical ids,
 * unless a deployment tells the real ones; what only a deployment knows gets a stand-in.
 */
final class Resources {
  private static final String AWS_REGION = "AWS::Region";

  /** The attributes of what the edge reads; others are mistakes. */
  private static final Map<EdgeResource.Kind, List<String>> ATTRIBUTES =
      Map.ofEntries(
          Map.entry(EdgeResource.Kind.DISTRIBUTION, List.of("Id", "DomainName")),
          Map.entry(EdgeResource.Kind.CACHE_POLICY, List.of("Id", "LastModifiedTime")),
          Map.entry(EdgeResource.Kind.ORIGIN_REQUEST_POLICY, List.of("Id", "LastModifiedTime")),
          Map.entry(EdgeResource.Kind.RESPONSE_HEADERS_POLICY, List.of("Id", "LastModifiedTime")),
          Map.entry(EdgeResource.Kind.ORIGIN_ACCESS_CONTROL, List.of("Id")),
          Map.entry(EdgeResource.Kind.PUBLIC_KEY, List.of("Id", "CreatedTime")),
          Map.entry(EdgeResource.Kind.KEY_GROUP, List.of("Id", "LastModifiedTime")),
          Map.entry(
              EdgeResource.Kind.FUNCTION,
              List.of("FunctionARN", "FunctionMetadata.FunctionARN", "Stage")),
          Map.entry(EdgeResource.Kind.KEY_VALUE_STORE, List.of("Arn", "Id", "Status")),
          Map.entry(EdgeResource.Kind.WEB_ACL, List.of("Arn", "Id", "Capacity", "LabelNamespace")),
          Map.entry(
              EdgeResource.Kind.RULE_GROUP,
              List.of("Arn", "Id", "LabelNamespace", "AvailableLabels", "ConsumedLabels")),
          Map.entry(EdgeResource.Kind.IP_SET, List.of("Arn", "Id")),
          Map.entry(EdgeResource.Kind.REGEX_PATTERN_SET, List.of("Arn", "Id")));

  private final Stack stack;
  private final TemplateValues values;
  private final Unknowns unknowns;
  private final Set<String> resolving = new HashSet<>();

  Resources(Stack stack, TemplateValues values, Unknowns unknowns) {
    this.stack = stack;
    this.values = values;
    this.unknowns = unknowns;
  }

  /** What {@code Ref} gives. */
  JsonValue ref(String logicalId, Position at) throws TemplateException {
    JsonObject resource = existing(logicalId, at);
    EdgeResource.Kind kind = EdgeResource.kindOf(resource);
    String type = String.valueOf(Trees.text(resource, "Type"));
    if (kind != null) {
      return new JsonString(at, refOf(kind, logicalId, at));
    }
    String physical = values.physicalId(logicalId);
    if (physical != null) {
      return new JsonString(at, physical);
    }
    String made =
        switch (type) {
          case "AWS::CloudFront::CloudFrontOriginAccessIdentity" -> logicalId;
          case "AWS::S3::Bucket" -> property(logicalId, "BucketName", at);
          case "AWS::Lambda::Version" -> lambdaVersion(logicalId, at);
          default -> null;
        };
    return made == null ? unknowns.stand(at, logicalId) : new JsonString(at, made);
  }

  /** What {@code Fn::GetAtt} gives. */
  JsonValue attribute(String logicalId, String attribute, Position at) throws TemplateException {
    JsonObject resource = existing(logicalId, at);
    String given = values.attribute(logicalId + '.' + attribute);
    if (given != null) {
      return new JsonString(at, given);
    }
    EdgeResource.Kind kind = EdgeResource.kindOf(resource);
    String made;
    if (kind != null) {
      List<String> known = ATTRIBUTES.get(kind);
      if (known != null && !known.contains(attribute)) {
        throw new TemplateException(
            at,
            "found the unknown attribute "
                + attribute
                + " of "
                + kind.type()
                + NearestName.hint(attribute, known));
      }
      made = attributeOf(kind, logicalId, attribute, at);
    } else {
      String type = String.valueOf(Trees.text(resource, "Type"));
      made =
          switch (type) {
            case "AWS::S3::Bucket" -> bucket(logicalId, attribute, at);
            case "AWS::CloudFront::CloudFrontOriginAccessIdentity" ->
                attribute.equals("Id") ? logicalId : null;
            case "AWS::Lambda::Version" ->
                attribute.equals("FunctionArn") ? lambdaVersion(logicalId, at) : null;
            default -> null;
          };
    }
    return made == null
        ? unknowns.stand(at, logicalId + '.' + attribute)
        : new JsonString(at, made);
  }

  private JsonObject existing(String logicalId, Position at) throws TemplateException {
    JsonObject resource = Trees.object(stack.template().resources(), logicalId);
    if (resource == null || !stack.exists(resource)) {
      throw new TemplateException(
          at,
          "found a reference to \""
              + logicalId
              + "\", which is not made because its condition does not hold; use Fn::If");
    }
    return resource;
  }

  private String refOf(EdgeResource.Kind kind, String logicalId, Position at)
      throws TemplateException {
    return switch (kind) {
      case FUNCTION -> arn(kind, logicalId, at);
      case KEY_VALUE_STORE -> name(logicalId, at);
      case LAMBDA_FUNCTION -> lambdaName(logicalId, at);
      case WEB_ACL, RULE_GROUP, IP_SET, REGEX_PATTERN_SET ->
          name(logicalId, at) + '|' + id(logicalId) + "|CLOUDFRONT";
      default -> id(logicalId);
    };
  }

  private @Nullable String attributeOf(
      EdgeResource.Kind kind, String logicalId, String attribute, Position at)
      throws TemplateException {
    return switch (attribute) {
      case "Id" -> id(logicalId);
      case "Arn", "FunctionARN", "FunctionMetadata.FunctionARN" -> arn(kind, logicalId, at);
      case "Stage" -> "LIVE";
      case "Status" -> "READY";
      case "DomainName" -> domainName(logicalId);
      case "LabelNamespace" ->
          "awswaf:"
              + pseudo("AWS::AccountId", at)
              + (kind == EdgeResource.Kind.WEB_ACL ? ":webacl:" : ":rulegroup:")
              + name(logicalId, at)
              + ':';
      default -> null;
    };
  }

  /** The id of a resource of the edge. */
  String id(String logicalId) {
    String physical = values.physicalId(logicalId);
    if (physical == null) {
      return logicalId;
    }
    // AWS WAF's physical ids are name|id|scope.
    String[] parts = physical.split("\\|", -1);
    return parts.length == 3 ? parts[1] : physical;
  }

  String domainName(String logicalId) {
    String given = values.attribute(logicalId + ".DomainName");
    return given != null ? given : id(logicalId).toLowerCase(Locale.ROOT) + ".cloudfront.net";
  }

  /** The ARN of a resource of the edge. */
  String arn(EdgeResource.Kind kind, String logicalId, Position at) throws TemplateException {
    String partition = "arn:" + pseudo("AWS::Partition", at);
    String account = pseudo("AWS::AccountId", at);
    return switch (kind) {
      case LAMBDA_FUNCTION ->
          partition + ":lambda:us-east-1:" + account + ":function:" + lambdaName(logicalId, at);
      case WEB_ACL, RULE_GROUP, IP_SET, REGEX_PATTERN_SET ->
          partition
              + ":wafv2:us-east-1:"
              + account
              + ":global/"
              + kind.name().toLowerCase(Locale.ROOT).replace("_", "")
              + '/'
              + name(logicalId, at)
              + '/'
              + id(logicalId);
      case FUNCTION -> partition + ":cloudfront::" + account + ":function/" + name(logicalId, at);
      case KEY_VALUE_STORE ->
          partition + ":cloudfront::" + account + ":key-value-store/" + id(logicalId);
      default -> partition + ":cloudfront::" + account + ":resource/" + id(logicalId);
    };
  }

  /** The Name of a resource; its logical id when it has none. */
  String name(String logicalId, Position at) throws TemplateException {
    String name = property(logicalId, "Name", at);
    return name == null ? logicalId : name;
  }

  String lambdaName(String logicalId, Position at) throws TemplateException {
    String physical = values.physicalId(logicalId);
    String name = physical != null ? physical : property(logicalId, "FunctionName", at);
    return name == null ? logicalId : name;
  }

  /** A version of a function: the ARN of the function and a number. */
  private @Nullable String lambdaVersion(String logicalId, Position at) throws TemplateException {
    String function = lambdaOf(logicalId);
    return function == null ? null : arn(EdgeResource.Kind.LAMBDA_FUNCTION, function, at) + ":1";
  }

  /** The logical id of the function of a version; null when it is not in the template. */
  private @Nullable String lambdaOf(String versionId) {
    JsonObject properties =
        Trees.object(Trees.object(stack.template().resources(), versionId), "Properties");
    JsonValue name = properties == null ? null : properties.get("FunctionName");
    return Trees.text(name, "Ref");
  }

  private @Nullable String bucket(String logicalId, String attribute, Position at)
      throws TemplateException {
    String physical = values.physicalId(logicalId);
    String name = physical != null ? physical : property(logicalId, "BucketName", at);
    if (name == null || unknowns.in(name) != null) {
      return null;
    }
    String suffix = pseudo("AWS::URLSuffix", at);
    return switch (attribute) {
      case "Arn" -> "arn:" + pseudo("AWS::Partition", at) + ":s3:::" + name;
      case "DomainName" -> name + ".s3." + suffix;
      case "RegionalDomainName" -> name + ".s3." + pseudo(AWS_REGION, at) + '.' + suffix;
      case "DualStackDomainName" -> name + ".s3.dualstack." + pseudo(AWS_REGION, at) + '.' + suffix;
      case "WebsiteURL" ->
          "http://" + name + ".s3-website-" + pseudo(AWS_REGION, at) + '.' + suffix;
      default -> null;
    };
  }

  private String pseudo(String name, Position at) throws TemplateException {
    return String.valueOf(Trees.text(stack.evaluator().names().ref(name, at)));
  }

  /** A property that is a text; null when it is not written. */
  private @Nullable String property(String logicalId, String name, Position at)
      throws TemplateException {
    JsonObject resource = Trees.object(stack.template().resources(), logicalId);
    JsonObject properties = Trees.object(resource, "Properties");
    JsonValue written = properties == null ? null : properties.get(name);
    if (written == null) {
      return null;
    }
    if (!resolving.add(logicalId + '.' + name)) {
      throw new TemplateException(at, "found " + name + " of " + logicalId + " inside itself");
    }
    try {
      return Trees.text(stack.evaluator().evaluate(written));
    } finally {
      resolving.remove(logicalId + '.' + name);
    }
  }
}

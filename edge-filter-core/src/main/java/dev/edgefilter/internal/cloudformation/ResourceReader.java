// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.cloudformation.EdgeResource.Kind;
import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates the resources of one template that are of the edge. */
final class ResourceReader {
  private final Stack stack;
  private final TemplateValues values;
  private final Findings findings;
  private final StandIns standIns;

  ResourceReader(Stack stack, TemplateValues values, Unknowns unknowns, Findings findings) {
    this.stack = stack;
    this.values = values;
    this.findings = findings;
    this.standIns = new StandIns(unknowns, findings);
  }

  List<EdgeResource> readAll() {
    List<EdgeResource> read = new ArrayList<>();
    Map<String, Integer> others = new TreeMap<>();
    List<Member> lambdas = new ArrayList<>();
    for (Member member : stack.template().resources().members()) {
      if (member.value() instanceof JsonObject resource && exists(member.name(), resource)) {
        Kind kind = EdgeResource.kindOf(resource);
        if (kind == Kind.LAMBDA_FUNCTION) {
          lambdas.add(member);
        } else if (kind != null) {
          read(kind, member.name(), resource, "", read);
        } else {
          other(member, resource, others);
        }
      }
    }
    readLambdas(lambdas, read);
    if (!others.isEmpty()) {
      findings.note(
          stack.template().resources().at(),
          "Resources",
          "only those of CloudFront and AWS WAF are read; not " + Template.summary(others));
    }
    return read;
  }

  private boolean exists(String logicalId, JsonObject resource) {
    try {
      return stack.exists(resource);
    } catch (TemplateException e) {
      findings.problem(e.at(), logicalId, e.text());
      return false;
    }
  }

  /** What the edge does not read; parts of CloudFront and AWS WAF are listed one by one. */
  private void other(Member member, JsonObject resource, Map<String, Integer> others) {
    String type = String.valueOf(Trees.text(resource, "Type"));
    boolean identity = type.equals("AWS::CloudFront::CloudFrontOriginAccessIdentity");
    if ((type.startsWith("AWS::CloudFront::") && !identity) || type.startsWith("AWS::WAFv2::")) {
      findings.note(resource.at(), member.name(), type + " has no effect here");
    } else if (!identity) {
      others.merge(type, 1, Integer::sum);
    }
  }

  /** Functions of Lambda@Edge: only those that a distribution names, for others may be anything. */
  private void readLambdas(List<Member> lambdas, List<EdgeResource> read) {
    List<String> arns = new ArrayList<>();
    for (EdgeResource resource : List.copyOf(read)) {
      FunctionRewrite.lambdaArns(resource.object(), arns);
    }
    for (Member member : lambdas) {
      try {
        String own = stack.resources().arn(Kind.LAMBDA_FUNCTION, member.name(), Position.START);
        for (String arn : arns.stream().distinct().toList()) {
          if (arn.equals(own) || arn.startsWith(own + ':')) {
            read(Kind.LAMBDA_FUNCTION, member.name(), (JsonObject) member.value(), arn, read);
          }
        }
      } catch (TemplateException e) {
        findings.problem(e.at(), member.name(), e.text());
      }
    }
  }

  private void read(
      Kind kind, String logicalId, JsonObject resource, String arn, List<EdgeResource> read) {
    JsonValue written = resource.get("Properties");
    if (!(written instanceof JsonObject)) {
      findings.problem(resource.at(), logicalId, "has no Properties; expected an object");
      return;
    }
    JsonValue evaluated = stack.evaluator().evaluate(logicalId, written, findings);
    if (!(evaluated instanceof JsonObject properties)) {
      return; // reported
    }
    try {
      JsonObject printed = print(kind, logicalId, resource, Trees.without(properties, "Tags"), arn);
      JsonObject known = printed == null ? null : standIns.check(logicalId, printed);
      if (known != null) {
        read.add(new EdgeResource(kind, logicalId, known));
      }
    } catch (TemplateException e) {
      findings.problem(e.at(), logicalId, e.text());
    }
  }

  private @Nullable JsonObject print(
      Kind kind, String logicalId, JsonObject resource, JsonObject properties, String arn)
      throws TemplateException {
    Position at = properties.at();
    Rewrite rewrite = new Rewrite(properties, logicalId, findings);
    String id = stack.resources().id(logicalId);
    PolicyRewrite policies = new PolicyRewrite(logicalId, findings);
    FunctionRewrite functions = new FunctionRewrite(logicalId, values, findings);
    return switch (kind) {
      case DISTRIBUTION ->
          rewrite
              .inside("DistributionConfig", new DistributionRewrite(logicalId, findings)::config)
              .set("Id", at, id)
              .set("DomainName", at, stack.resources().domainName(logicalId))
              .done();
      case CACHE_POLICY ->
          rewrite.inside("CachePolicyConfig", policies::cachePolicy).set("Id", at, id).done();
      case ORIGIN_REQUEST_POLICY ->
          rewrite
              .inside("OriginRequestPolicyConfig", policies::originRequestPolicy)
              .set("Id", at, id)
              .done();
      case RESPONSE_HEADERS_POLICY ->
          rewrite
              .inside("ResponseHeadersPolicyConfig", policies::responseHeadersPolicy)
              .set("Id", at, id)
              .done();
      case ORIGIN_ACCESS_CONTROL, PUBLIC_KEY, KEY_GROUP -> rewrite.set("Id", at, id).done();
      case FUNCTION -> functions.function(properties, stack.resources().arn(kind, logicalId, at));
      case KEY_VALUE_STORE ->
          new Rewrite(functions.keyValueStore(properties), logicalId, findings)
              .set("Id", at, id)
              .set("ARN", at, stack.resources().arn(kind, logicalId, at))
              .done();
      case LAMBDA_FUNCTION ->
          functions.lambda(
              properties,
              resource,
              stack.resources().lambdaName(logicalId, at),
              arn,
              stack.template().source());
      case WEB_ACL, RULE_GROUP, IP_SET, REGEX_PATTERN_SET -> waf(kind, logicalId, properties);
    };
  }

  private @Nullable JsonObject waf(Kind kind, String logicalId, JsonObject properties)
      throws TemplateException {
    Position at = properties.at();
    JsonValue scope = properties.get("Scope");
    if (scope != null && "REGIONAL".equals(Trees.text(scope))) {
      findings.note(scope.at(), logicalId, "is REGIONAL, so it protects no distribution");
      return null;
    } else if (scope == null || !"CLOUDFRONT".equals(Trees.text(scope))) {
      findings.problem(
          scope == null ? at : scope.at(), logicalId, "expected CLOUDFRONT as the Scope");
    }
    WafRewrite waf = new WafRewrite(logicalId, findings);
    JsonObject changed =
        kind == Kind.REGEX_PATTERN_SET
            ? waf.regexPatternSet(properties)
            : (JsonObject) waf.rules(properties);
    return new Rewrite(changed, logicalId, findings)
        .drop("Scope")
        .set("Name", at, stack.resources().name(logicalId, at))
        .set("Id", at, stack.resources().id(logicalId))
        .set("ARN", at, stack.resources().arn(kind, logicalId, at))
        .done();
  }
}

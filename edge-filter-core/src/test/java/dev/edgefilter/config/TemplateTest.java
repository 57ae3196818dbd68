// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates of CloudFormation become the configuration that a deployment of them would make. */
class TemplateTest {
  private static final Path TEMPLATES =
      Path.of("src/test/resources/dev/edgefilter/config/templates");
  private static final String DATA =
      "{\"Files\": {\"arn:aws:s3:::data/redirects.json\": \"%s\"}%s}";

  @TempDir Path folder;

  private EdgeConfig site(String moreValues) throws IOException {
    Path values = folder.resolve("values.json");
    Path data = TEMPLATES.resolve("redirects.json").toAbsolutePath();
    Files.writeString(values, DATA.formatted(data, moreValues));
    return EdgeConfigReader.read(
        List.of(TEMPLATES.resolve("site.yaml"), TEMPLATES.resolve("firewall.yaml"), values));
  }

  private static List<String> problems(String... yaml) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < yaml.length; i++) {
      texts.put(yaml[i].stripLeading().startsWith("{") ? "v" + i + ".json" : "t.yaml", yaml[i]);
    }
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.readTexts(texts));
    return thrown.problems().stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void distributionIsWhatTheTemplateSays() throws IOException {
    DistributionConfig site = site("").distributions().get(0);

    assertEquals("Site", site.id());
    assertEquals("site.cloudfront.net", site.domainName());
    assertEquals(List.of("www.example.com", "shop.example.com"), site.aliases());
    assertEquals("test of web", site.comment());
    assertEquals("index.html", site.defaultRootObject());
    assertEquals(
        List.of(new CustomErrorResponseConfig(404, "/index.html", 200, 5)),
        site.customErrorResponses());
    assertEquals(GeoRestrictionConfig.Kind.NONE, site.geoRestriction().kind());
    assertEquals(
        List.of(new OriginGroupConfig("either", List.of(500, 502), List.of("files", "api"))),
        site.originGroups());
  }

  @Test
  void originsAreEvaluated() throws IOException {
    DistributionConfig site = site("").distributions().get(0);

    OriginConfig files = site.origins().get(0);
    assertEquals("files-test.s3.us-east-1.amazonaws.com", files.domainName());
    assertEquals("Control", files.accessControlId());
    assertTrue(files.s3());
    OriginConfig api = site.origins().get(1);
    assertEquals("api.example.com", api.domainName());
    assertEquals("/test", api.originPath());
    assertEquals("test-secret", api.customHeaders().first("X-Secret"));
    assertEquals(
        new CustomOriginConfig(8080, 8443, OriginProtocolPolicy.HTTPS_ONLY, 20, 5), api.custom());
  }

  @Test
  void behaviorsAreEvaluated() throws IOException {
    EdgeConfig config = site("");
    DistributionConfig site = config.distributions().get(0);

    CacheBehaviorConfig first = site.defaultCacheBehavior();
    assertEquals("Policy", first.cachePolicyId());
    assertEquals(ViewerProtocolPolicy.REDIRECT_TO_HTTPS, first.viewerProtocolPolicy());
    CachePolicyConfig policy = config.cachePolicy("by-page");
    assertNotNull(policy);
    assertEquals(1, policy.minTtlSeconds());
    assertEquals(60, policy.defaultTtlSeconds());
    assertEquals(NameSelection.whitelist("page"), policy.queryStrings());
    assertEquals(NameSelection.whitelist("theme"), policy.cookies());
    CacheBehaviorConfig old = site.cacheBehaviors().get(0);
    assertEquals(AllowedMethods.GET_HEAD_OPTIONS, old.allowedMethods());
    assertEquals(CachedMethods.GET_HEAD, old.cachedMethods());
    CachePolicyConfig legacy = config.cachePolicy(old.cachePolicyId());
    assertNotNull(legacy);
    assertEquals(NameSelection.whitelist("q"), legacy.queryStrings());
    assertEquals(NameSelection.whitelist("session"), legacy.cookies());
  }

  @Test
  void functionsAndStoresAreEvaluated() throws IOException {
    EdgeConfig config = site("");

    FunctionConfig rewrite = config.functions().get(0);
    assertEquals("rewrite-test", rewrite.name());
    assertTrue(rewrite.code().contains("// ${NotAVariable}\n"), rewrite.code());
    assertTrue(rewrite.code().contains("{value: 'test'}"), rewrite.code());
    assertEquals(
        "arn:aws:cloudfront::000000000000:function/rewrite-test",
        config
            .distributions()
            .get(0)
            .defaultCacheBehavior()
            .functionAssociations()
            .get(0)
            .function());
    assertEquals(Map.of("/old", "/new"), config.keyValueStores().get(0).data());
    assertNotNull(config.keyValueStore(rewrite.keyValueStores().get(0)));
  }

  @Test
  void firewallOfAnotherTemplateIsImported() throws IOException {
    EdgeConfig config = site("");

    String reference = config.distributions().get(0).webAclId();
    assertEquals("arn:aws:wafv2:us-east-1:000000000000:global/webacl/Firewall/Firewall", reference);
    assertNotNull(config.waf().webAcl(reference));
    assertEquals(2, config.waf().webAcl(reference).rules().size());
    assertEquals(1, config.waf().ipSets().size(), "the regional one protects no distribution");
    assertEquals(List.of("^/x+$", "^/y+$"), config.waf().regexPatternSets().get(0).patterns());
  }

  @Test
  void valuesOfADeploymentWin() throws IOException {
    EdgeConfig config =
        site(
            """
            , "Stacks": [{"StackName": "shop",
                "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1",
                "Parameters": [{"ParameterKey": "Stage", "ParameterValue": "test"}]}],
              "StackResources": [
                {"LogicalResourceId": "Site", "PhysicalResourceId": "E1A2B3"},
                {"LogicalResourceId": "Files", "PhysicalResourceId": "real-bucket"}],
              "Exports": [{"Name": "firewall-arn", "Value": "Firewall"}],
              "Attributes": {"Site.DomainName": "d1.cloudfront.net"}
            """);

    DistributionConfig site = config.distributions().get(0);
    assertEquals("E1A2B3", site.id());
    assertEquals("d1.cloudfront.net", site.domainName());
    assertEquals("real-bucket.s3.eu-west-1.amazonaws.com", site.origins().get(0).domainName());
    assertEquals("Firewall", site.webAclId());
  }

  @Test
  void parametersChooseWhatIsMade() throws IOException {
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> site(", \"Parameters\": {\"Stage\": \"prod\"}"));
    List<String> texts = new ArrayList<>();
    for (ConfigProblem problem : thrown.problems()) {
      texts.add(problem.line() + " " + problem.place() + ": " + problem.message());
    }
    assertTrue(
        texts.contains(
            "66 OnlyInProduction.nonsense: found the unknown field \"Nonsense\"; remove it"),
        texts::toString);
  }

  @Test
  void problemsNameTheResourceAndTheLine() {
    assertEquals(
        List.of(
            "t.yaml:6:15 P: found a reference to \"Nme\", which is no parameter and no resource",
            "t.yaml:12:17 Q.minTTL: found \"soon\"; expected a whole number, without quotes",
            "t.yaml:13:9 Q.maxTTl: found the unknown field \"MaxTTl\"; did you mean \"MaxTTL\"?",
            "t.yaml:17:36 Q: found \"all\" for Headers; expected a list"),
        problems(
            """
            Resources:
              P:
                Type: AWS::CloudFront::CachePolicy
                Properties:
                  CachePolicyConfig:
                    Name: !Ref Nme
              Q:
                Type: AWS::CloudFront::CachePolicy
                Properties:
                  CachePolicyConfig:
                    Name: q
                    MinTTL: soon
                    MaxTTl: 60
                    ParametersInCacheKeyAndForwardedToOrigin:
                      EnableAcceptEncodingBrotli: true
                      EnableAcceptEncodingGzip: true
                      HeadersConfig: {Headers: all, HeaderBehavior: none}
                      CookiesConfig: {CookieBehavior: none}
                      QueryStringsConfig: {QueryStringBehavior: none}
            """));
  }

  @Test
  void whatOnlyCloudFormationCanDoIsRefusedByName() {
    String text =
        String.join(
            "\n",
            problems(
                """
                Transform: [AWS::LanguageExtensions, My::Macro]
                Resources:
                  Fn::ForEach::Sites: [x, [a], {}]
                  P:
                    Type: AWS::CloudFront::CachePolicy
                    Properties:
                      CachePolicyConfig: {Name: {Fn::Transform: {Name: X}}, MinTTL: !GetAZs ''}
                """));
    assertTrue(text.contains("t.yaml:1:38 Transform: found \"My::Macro\", a macro"), text);
    assertTrue(text.contains("t.yaml:3:3 Resources: found Fn::ForEach::Sites"), text);
    assertTrue(text.contains("P: found Fn::Transform, which only CloudFormation can run"), text);
    assertTrue(text.contains("P: found Fn::GetAZs, which is not supported here"), text);
  }

  @Test
  void unknownValuesAreAskedFor() {
    String template =
        """
        Parameters:
          Key: {Type: String}
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Headers:
            Type: AWS::CloudFront::ResponseHeadersPolicy
            Properties:
              ResponseHeadersPolicyConfig:
                Name: !Ref Key
                CustomHeadersConfig:
                  Items:
                    - {Header: x-topic, Value: !GetAtt Topic.TopicName, Override: true}
                    - {Header: x-pin, Value: '{{resolve:ssm:pin}}', Override: true}
        """;
    String asked = String.join("\n", problems(template));
    assertTrue(
        asked.contains("t.yaml:9:15 Headers: found the parameter \"Key\", which has no"), asked);
    asked = String.join("\n", problems(template, "{\"Parameters\": {\"Key\": \"h\"}}"));
    assertTrue(asked.contains("Value needs Topic.TopicName, which only a deployment knows"), asked);
    assertTrue(asked.contains("Value needs {{resolve:ssm:pin}}, which only"), asked);
    EdgeConfig config =
        EdgeConfigReader.readTexts(
            Map.of(
                "t.yaml",
                template,
                "values.json",
                """
                {"Parameters": {"Key": "h"}, "Attributes": {"Topic.TopicName": "news"},
                 "DynamicReferences": {"{{resolve:ssm:pin}}": "1234"}}
                """));
    assertEquals(
        List.of("news", "1234"),
        config.responseHeadersPolicies().get(0).customHeaders().stream()
            .map(CustomHeader::value)
            .toList());
  }

  @Test
  void namesOfTheCommandLineAreNotThoseOfTemplates() {
    String text =
        String.join(
            "\n",
            problems(
                """
                Resources:
                  Site:
                    Type: AWS::CloudFront::Distribution
                    Properties:
                      DistributionConfig:
                        Enabled: true
                        IsIPV6Enabled: true
                        Origins: {Quantity: 0, Items: []}
                        DefaultCacheBehavior: {TargetOriginId: a, ViewerProtocolPolicy: allow-all}
                """));
    assertTrue(text.contains("found the unknown field \"IsIPV6Enabled\"; templates call it"), text);
    assertTrue(text.contains("Site: found an object for Origins; expected a list"), text);
  }

  @Test
  void rulesThatCannotRunHereAreLeftOutByName() {
    String template =
        """
        Resources:
          Acl:
            Type: AWS::WAFv2::WebACL
            Properties:
              Scope: CLOUDFRONT
              DefaultAction: {Allow: {}}
              VisibilityConfig: {CloudWatchMetricsEnabled: true, MetricName: m, SampledRequestsEnabled: true}
              Rules:
                - Name: managed
                  Priority: 0
                  OverrideAction: {None: {}}
                  VisibilityConfig: {CloudWatchMetricsEnabled: true, MetricName: m, SampledRequestsEnabled: true}
                  Statement:
                    ManagedRuleGroupStatement: {VendorName: AWS, Name: AWSManagedRulesCommonRuleSet}
        """;
    assertTrue(String.join("", problems(template)).contains("managedRuleGroupStatement"));
    String values = "{\"Parameters\": {}, \"LeftOutRules\": [\"AWSManagedRulesCommonRuleSet\"%s]}";
    EdgeConfig config =
        EdgeConfigReader.readTexts(Map.of("t.yaml", template, "v.json", values.formatted("")));
    assertEquals(List.of(), config.waf().webAcls().get(0).rules());
    assertTrue(config.notes().toString().contains("is left out"), config.notes()::toString);
    String unused = String.join("", problems(template, values.formatted(", \"Captcha\"")));
    assertTrue(unused.contains("found \"Captcha\", which leaves out no rule"), unused);
  }

  @Test
  void circlesEnd() {
    String text =
        String.join(
            "\n",
            problems(
                """
                Conditions:
                  A: !Not [!Condition B]
                  B: !Not [!Condition A]
                Resources:
                  P:
                    Type: AWS::CloudFront::CachePolicy
                    Condition: A
                    Properties: {CachePolicyConfig: {Name: x}}
                  F:
                    Type: AWS::CloudFront::Function
                    Properties: {Name: !Ref F, FunctionCode: x, FunctionConfig: {Runtime: x}}
                """));
    assertTrue(text.contains("P: found the condition \"A\" inside itself"), text);
    assertTrue(text.contains("F: found Name of F inside itself"), text);
  }

  @Test
  void whatIsTooDeepIsSaid() {
    for (String deep : List.of("[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(50_000))) {
      String text = String.join("", problems(deep.startsWith("{") ? "\u00a0" + deep : deep));
      assertTrue(text.contains("found more than 64 levels of nesting"), text);
    }
    assertTrue(String.join("", problems("&a [*a]")).contains("an alias inside itself"));
  }

  @Test
  void theWholeBundleMayBeYaml() {
    EdgeConfig config =
        EdgeConfigReader.readTexts(
            Map.of(
                "shop.yaml",
                """
                Enabled: true
                Origins: {Quantity: 1, Items: [{Id: app, DomainName: self}]}
                DefaultCacheBehavior:
                  TargetOriginId: app
                  ViewerProtocolPolicy: allow-all
                  CachePolicyId: Managed-CachingOptimized
                """));
    assertEquals("shop", config.distributions().get(0).id());
    assertFalse(config.distributions().get(0).origins().get(0).hasUnknownDomain());
  }
}

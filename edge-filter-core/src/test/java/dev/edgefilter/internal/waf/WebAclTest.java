// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import static dev.edgefilter.internal.waf.TestFacts.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.config.waf.CustomResponse;
import dev.edgefilter.config.waf.CustomResponseBody;
import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.ForwardedIp;
import dev.edgefilter.config.waf.RateKey;
import dev.edgefilter.config.waf.RuleGroupConfig;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.config.waf.WafRule;
import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WafStatement.RateBased;
import dev.edgefilter.config.waf.WafStatement.RateBased.Aggregation;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.http.Headers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order rules are asked, and what their actions come to. */
class WebAclTest {

  private static WebAcl compile(WebAclConfig config, RuleGroupConfig... groups) {
    WafConfig all = WafConfig.NONE.with(config);
    for (RuleGroupConfig group : groups) {
      all = all.with(group);
    }
    return WafCompiler.compile(
        config,
        all,
        (place, message) -> {
          throw new AssertionError(message);
        });
  }

  private static WafStatement path(String text) {
    return ByteMatch.of(FieldToMatch.uriPath(), ByteMatch.Position.CONTAINS, text);
  }

  private static String verdict(WafDecision decision) {
    return decision.reason().token() + " " + decision.rule() + " " + decision.counted();
  }

  @Test
  void theFirstDecidingRuleByPriorityCounts() {
    WebAcl acl =
        compile(
            WebAclConfig.builder("acl")
                .rule(WafRule.of("later", 20, path("a"), WafAction.block()))
                .rule(WafRule.of("counting", 5, path("a"), WafAction.count()))
                .rule(WafRule.of("earlier", 10, path("ab"), WafAction.allow()))
                .build());
    assertEquals("web-acl-allowed earlier [counting]", verdict(acl.decide(get("/ab"))));
    assertEquals("web-acl-blocked later [counting]", verdict(acl.decide(get("/a"))));
    assertEquals("web-acl-default-allow Default_Action []", verdict(acl.decide(get("/"))));
  }

  @Test
  void theDefaultActionMayBlockWithAResponseOfItsOwn() {
    WebAcl acl =
        compile(
            WebAclConfig.builder("acl")
                .defaultAction(
                    WafAction.block(
                        new CustomResponse(302, "", Headers.of("Location", "https://x.test/"))))
                .rule("in", path("in"), WafAction.allow())
                .build());
    WafDecision decision = acl.decide(get("/out"));
    assertEquals("web-acl-default-block Default_Action []", verdict(decision));
    assertEquals(302, decision.status());
    assertEquals("https://x.test/", decision.responseHeaders().first("Location"));
    assertFalse(acl.decide(get("/in")).blocks());
  }

  @Test
  void customBodiesAndInsertedHeadersAreHandedOn() {
    WebAcl acl =
        compile(
            WebAclConfig.builder("acl")
                .customResponseBody(
                    "no", new CustomResponseBody(CustomResponseBody.Type.APPLICATION_JSON, "{}"))
                .rule(
                    "mark",
                    path("a"),
                    WafAction.count().inserting(Headers.of("x-amzn-waf-mark", "1")))
                .rule(
                    "block",
                    path("ab"),
                    WafAction.block(new CustomResponse(429, "no", Headers.of("X-Y", "z"))))
                .rule("plain", path("ac"), WafAction.block())
                .build());
    WafDecision blocked = acl.decide(get("/ab"));
    assertEquals("application/json", blocked.contentType());
    assertEquals("{}", blocked.body());
    assertEquals("1", acl.decide(get("/a")).inserted().first("x-amzn-waf-mark"));
    assertNull(acl.decide(get("/ac")).body());
    assertEquals(403, acl.decide(get("/ac")).status());
  }

  @Test
  void labelsAreSeenByLaterRulesInTheirNamespaces() {
    RuleGroupConfig group =
        RuleGroupConfig.of(
            "group",
            List.of(
                WafRule.of("find", 0, path("bad"), WafAction.count()).withLabels("ns:bad"),
                WafRule.of("own", 1, new WafStatement.Label(false, "bad"), WafAction.count())));
    WebAcl acl =
        compile(
            WebAclConfig.builder("acl")
                .rule(WafRule.ofGroup("g", 0, new WafStatement.RuleGroup("group", Map.of())))
                .rule(
                    "acl context has no such label",
                    new WafStatement.Label(false, "bad"),
                    WafAction.block())
                .rule(
                    "by full name",
                    new WafStatement.Label(false, "awswaf:local:rulegroup:group:ns:bad"),
                    WafAction.block())
                .build(),
            group);
    assertEquals("web-acl-blocked by full name [g/find, g/own]", verdict(acl.decide(get("/bad"))));
    WebAcl byNamespace =
        compile(
            WebAclConfig.builder("acl")
                .rule(WafRule.of("mark", 0, path("bad"), WafAction.count()).withLabels("ns:sub:x"))
                .rule("match", new WafStatement.Label(true, "sub:"), WafAction.block())
                .build());
    assertEquals("web-acl-blocked match [mark]", verdict(byNamespace.decide(get("/bad"))));
    assertFalse(byNamespace.decide(get("/good")).blocks());
  }

  @Test
  void groupsCanBeOverridden() {
    RuleGroupConfig group =
        RuleGroupConfig.of(
            "group",
            List.of(
                WafRule.of("one", 0, path("1"), WafAction.block()),
                WafRule.of("two", 1, path("2"), WafAction.block())));
    WafStatement.RuleGroup reference =
        new WafStatement.RuleGroup("group", Map.of("one", WafAction.count()));
    WebAcl acl =
        compile(
            WebAclConfig.builder("acl").rule(WafRule.ofGroup("g", 0, reference)).build(), group);
    assertEquals("web-acl-default-allow Default_Action [g/one]", verdict(acl.decide(get("/1"))));
    assertEquals("web-acl-blocked g/two [g/one]", verdict(acl.decide(get("/12"))));
    WafRule counting = new WafRule("g", 0, reference, null, true, List.of(), true);
    WebAcl counted = compile(WebAclConfig.builder("acl").rule(counting).build(), group);
    assertEquals(
        "web-acl-default-allow Default_Action [g/one, g/two]", verdict(counted.decide(get("/12"))));
  }

  private static WebAcl rate(RateBased statement) {
    return compile(WebAclConfig.builder("acl").rule("rate", statement, WafAction.block()).build());
  }

  @Test
  void ratesBlockBeyondTheLimitAndSayWhenToComeBack() {
    WebAcl acl = rate(RateBased.byAddress(10, 60));
    for (int i = 0; i < 10; i++) {
      assertFalse(acl.decide(get("/").at(0)).blocks());
    }
    WafDecision blocked = acl.decide(get("/").at(30_000));
    assertEquals("web-acl-rate-limited rate []", verdict(blocked));
    assertEquals("30", blocked.responseHeaders().first("Retry-After"));
    assertFalse(acl.decide(get("/").from("192.0.2.2").at(30_000)).blocks());
    assertFalse(acl.decide(get("/").at(60_000)).blocks());
  }

  @Test
  void aDryRunIsNotCounted() {
    WebAcl acl = rate(RateBased.byAddress(10, 60));
    for (int i = 0; i < 50; i++) {
      TestFacts dry = get("/");
      dry.counts = false;
      assertFalse(acl.decide(dry).blocks());
    }
  }

  @Test
  void ratesCountWhatTheScopeAndTheKeysSay() {
    RateBased byKeys =
        new RateBased(
            10,
            300,
            Aggregation.CUSTOM_KEYS,
            List.of(
                RateKey.of(RateKey.Kind.HEADER, "X-Key"), RateKey.of(RateKey.Kind.HTTP_METHOD, "")),
            null,
            path("api"));
    WebAcl acl = rate(byKeys);
    for (int i = 0; i < 30; i++) {
      assertFalse(acl.decide(get("/other", "X-Key: a")).blocks());
      assertFalse(acl.decide(get("/api")).blocks()); // lacks a key
      assertEquals(i >= 10, acl.decide(get("/api", "X-Key: a")).blocks());
      assertEquals(i >= 10, acl.decide(get("/api", "X-Key: b")).blocks());
    }
  }

  @Test
  void ratesMayCountForwardedAddresses() {
    ForwardedIp match = new ForwardedIp("X-Forwarded-For", true, ForwardedIp.Position.FIRST);
    WebAcl acl = rate(new RateBased(10, 60, Aggregation.FORWARDED_IP, List.of(), match, null));
    for (int i = 0; i < 20; i++) {
      assertEquals(i >= 10, acl.decide(get("/", "X-Forwarded-For: 1.1.1.1, 2.2.2.2")).blocks());
      assertEquals(i >= 10, acl.decide(get("/", "X-Forwarded-For: nonsense" + i)).blocks());
      assertFalse(acl.decide(get("/")).blocks());
    }
  }

  @Test
  void bodiesAreReadOnceAndOnlyWhenARuleAsks() {
    WebAcl acl =
        compile(
            WebAclConfig.builder("acl")
                .rule("path", path("block"), WafAction.block())
                .rule(
                    "one",
                    ByteMatch.of(
                        FieldToMatch.body(FieldToMatch.Oversize.CONTINUE),
                        ByteMatch.Position.CONTAINS,
                        "x"),
                    WafAction.count())
                .rule(
                    "two",
                    ByteMatch.of(
                        FieldToMatch.body(FieldToMatch.Oversize.CONTINUE),
                        ByteMatch.Position.CONTAINS,
                        "y"),
                    WafAction.block())
                .build());
    TestFacts blocked = get("/block").body("xy");
    acl.decide(blocked);
    assertEquals(0, blocked.bodyReads);
    TestFacts read = get("/").body("xy");
    assertEquals("web-acl-blocked two [one]", verdict(acl.decide(read)));
    assertEquals(1, read.bodyReads);
  }
}

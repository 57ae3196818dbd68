// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import static dev.edgefilter.internal.waf.TestFacts.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.EdgeConfigReader;
import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.geo.GeoLocation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements as AWS WAF writes them, read and asked. */
class StatementsTest {

  /** A web ACL with one rule that blocks. */
  private static WebAcl acl(String statement) {
    String json =
        """
        {"WebACLs": [{"Name": "acl", "Id": "acl", "DefaultAction": {"Allow": {}}, "Rules": [
          {"Name": "rule", "Priority": 0, "Action": {"Block": {}}, "Statement": %s}]}],
         "IPSets": [{"Name": "v4", "Id": "v4", "IPAddressVersion": "IPV4",
           "Addresses": ["192.0.2.0/25", "198.51.100.7/32", "192.0.2.64/26"]},
          {"Name": "v6", "Id": "v6", "IPAddressVersion": "IPV6", "Addresses": ["2001:db8::/32"]}],
         "RegexPatternSets": [{"Name": "set", "Id": "set",
           "RegularExpressionList": [{"RegexString": "^/wp-"}, {"RegexString": "\\\\.php$"}]}]}
        """
            .formatted(statement);
    WafConfig config = EdgeConfigReader.readJson("acl.json", json).waf();
    return WafCompiler.compile(
        config.webAcls().get(0),
        config,
        (place, message) -> {
          throw new AssertionError(place + " " + message);
        });
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String bytes(String field, String position, String search, String... types) {
    return "{\"ByteMatchStatement\": {\"SearchString\": \"%s\", \"FieldToMatch\": {%s}, %s, \"PositionalConstraint\": \"%s\"}}"
        .formatted(base64(search), field, transformations(types), position);
  }

  private static String transformations(String... types) {
    StringBuilder list = new StringBuilder("\"TextTransformations\": [");
    for (int i = 0; i < Math.max(1, types.length); i++) {
      list.append(i == 0 ? "" : ",")
          .append("{\"Priority\": ")
          .append(i)
          .append(", \"Type\": \"")
          .append(types.length == 0 ? "NONE" : types[i])
          .append("\"}");
    }
    return list.append(']').toString();
  }

  private static void assertBlocks(boolean expected, String statement, TestFacts facts) {
    assertEquals(expected, acl(statement).decide(facts).blocks(), statement);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "EXACTLY,/admin,/admin,true",
    "EXACTLY,/admin,/admin/,false",
    "EXACTLY,/admin,/Admin,false",
    "STARTS_WITH,/adm,/admin,true",
    "STARTS_WITH,/adm,/x/adm,false",
    "ENDS_WITH,.php,/a.php,true",
    "ENDS_WITH,.php,/a.php5,false",
    "CONTAINS,aab,/aaab,true",
    "CONTAINS,aab,/aa/b,false",
    "CONTAINS,abab,/abaabab,true",
    "CONTAINS_WORD,bad,/a-bad-b,true",
    "CONTAINS_WORD,bad,/bad,true",
    "CONTAINS_WORD,bad,/badger,false",
    "CONTAINS_WORD,bad,/a_bad,false",
    "CONTAINS_WORD,bad,/badbad/bad,true",
    "CONTAINS_WORD,/bad,/bad,true"
  })
  void textsAreComparedInPlace(String position, String search, String path, boolean blocks) {
    assertBlocks(blocks, bytes("\"UriPath\": {}", position, search), get(path));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "Method": {}                             | GET     | true
          "QueryString": {}                        | a=x&B=y%2Fz&b=w | true
          "UriPath": {}                            | /p%41   | true
          "SingleHeader": {"Name": "user-agent"}   | agent   | true
          "SingleHeader": {"Name": "X-Two"}        | second  | true
          "SingleHeader": {"Name": "missing"}      | agent   | false
          "SingleQueryArgument": {"Name": "B"}     | y%2Fz   | true
          "SingleQueryArgument": {"Name": "b"}     | w       | true
          "SingleQueryArgument": {"Name": "c"}     | w       | false
          "AllQueryArguments": {}                  | x       | true
          "AllQueryArguments": {}                  | a       | false
          "HeaderOrder": {"OversizeHandling": "CONTINUE"} | host:user-agent:x-two:cookie | true
          "Headers": {"MatchPattern": {"All": {}}, "MatchScope": "KEY", "OversizeHandling": "CONTINUE"} | X-Two | true
          "Headers": {"MatchPattern": {"All": {}}, "MatchScope": "VALUE", "OversizeHandling": "CONTINUE"} | X-Two | false
          "Headers": {"MatchPattern": {"IncludedHeaders": ["x-two"]}, "MatchScope": "ALL", "OversizeHandling": "CONTINUE"} | first | true
          "Headers": {"MatchPattern": {"ExcludedHeaders": ["x-two"]}, "MatchScope": "ALL", "OversizeHandling": "CONTINUE"} | first | false
          "Cookies": {"MatchPattern": {"All": {}}, "MatchScope": "VALUE", "OversizeHandling": "CONTINUE"} | 1 | true
          "Cookies": {"MatchPattern": {"IncludedCookies": ["S"]}, "MatchScope": "ALL", "OversizeHandling": "CONTINUE"} | 1 | false
          "Cookies": {"MatchPattern": {"ExcludedCookies": ["t"]}, "MatchScope": "KEY", "OversizeHandling": "CONTINUE"} | s | true
          "JA3Fingerprint": {"FallbackBehavior": "MATCH"}    | x | true
          "JA4Fingerprint": {"FallbackBehavior": "NO_MATCH"} | x | false
          "UriFragment": {"FallbackBehavior": "MATCH"}       | x | true
          """)
  void partsOfARequestAreLookedAt(String field, String search, boolean blocks) {
    TestFacts facts =
        get(
            "/p%41?a=x&B=y%2Fz&b=w",
            "Host: www.example.test",
            "User-Agent: agent",
            "X-Two: first",
            "X-Two: second",
            "Cookie: s=1; t=2");
    assertBlocks(blocks, bytes(field, "EXACTLY", search), facts);
  }

  @Test
  void bodiesAreLookedAtUpToTheLimit() {
    String body = "\"Body\": {\"OversizeHandling\": \"%s\"}";
    String evil = bytes(body.formatted("CONTINUE"), "CONTAINS", "evil");
    assertBlocks(true, evil, get("/").body("x evil"));
    assertBlocks(false, evil, get("/").body("x".repeat(16 * 1024) + "evil"));
    assertBlocks(true, evil, get("/").body("evil" + "x".repeat(20_000)));
    assertBlocks(false, evil, get("/").body(""));
    String match = bytes(body.formatted("MATCH"), "CONTAINS", "evil");
    assertBlocks(false, match, get("/").body("x".repeat(16 * 1024)));
    assertBlocks(true, match, get("/").body("x".repeat(16 * 1024 + 1)));
    String none = bytes(body.formatted("NO_MATCH"), "CONTAINS", "evil");
    assertBlocks(false, none, get("/").body("evil" + "x".repeat(16 * 1024)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"a": {"b": "evil"}}           | "MatchPattern": {"All": {}}, "MatchScope": "VALUE" | true
          {"a": {"evil": "b"}}           | "MatchPattern": {"All": {}}, "MatchScope": "VALUE" | false
          {"a": {"evil": "b"}}           | "MatchPattern": {"All": {}}, "MatchScope": "KEY" | true
          {"a": "\\u0065vil"}             | "MatchPattern": {"All": {}}, "MatchScope": "ALL" | true
          {"a": {"b": ["x", "evil"]}}    | "MatchPattern": {"IncludedPaths": ["/a/b"]}, "MatchScope": "ALL" | true
          {"a": {"b": ["x", "evil"]}}    | "MatchPattern": {"IncludedPaths": ["/a/b/1"]}, "MatchScope": "ALL" | true
          {"a": {"b": ["x", "evil"]}}    | "MatchPattern": {"IncludedPaths": ["/a/b/0"]}, "MatchScope": "ALL" | false
          {"a": {"bb": "evil"}}          | "MatchPattern": {"IncludedPaths": ["/a/b"]}, "MatchScope": "ALL" | false
          {"x": 1, "evil": {"c": 1}}     | "MatchPattern": {"IncludedPaths": ["/evil"]}, "MatchScope": "KEY" | false
          {"b": {"x": 1, "evil": 2}}     | "MatchPattern": {"IncludedPaths": ["/b"]}, "MatchScope": "KEY" | true
          {"a/b": "evil"}                | "MatchPattern": {"IncludedPaths": ["/a~1b"]}, "MatchScope": "ALL" | true
          {"a": "evil", broken           | "MatchPattern": {"All": {}}, "MatchScope": "ALL" | true
          {"a": evil"                    | "MatchPattern": {"All": {}}, "MatchScope": "ALL" | true
          {"a": broken ", "evil": 1}     | "MatchPattern": {"All": {}}, "MatchScope": "ALL" | false
          {"a" 1, "evil": 1}             | "MatchPattern": {"All": {}}, "MatchScope": "ALL", "InvalidFallbackBehavior": "MATCH" | true
          {"a" 1, "evil": 1}             | "MatchPattern": {"All": {}}, "MatchScope": "ALL", "InvalidFallbackBehavior": "NO_MATCH" | false
          evil                           | "MatchPattern": {"All": {}}, "MatchScope": "ALL", "InvalidFallbackBehavior": "EVALUATE_AS_STRING" | true
          [[[["evil"]]]]                 | "MatchPattern": {"All": {}}, "MatchScope": "ALL" | true
          """)
  void jsonBodiesAreLookedAtByPath(String body, String settings, boolean blocks) {
    assertBlocks(
        blocks, bytes("\"JsonBody\": {" + settings + "}", "EXACTLY", "evil"), get("/").body(body));
  }

  @Test
  void transformationsComeBeforeTheComparison() {
    String script =
        bytes("\"AllQueryArguments\": {}", "CONTAINS", "<script", "URL_DECODE", "LOWERCASE");
    assertBlocks(true, script, get("/?q=%3CScRiPt%3E"));
    assertBlocks(false, script, get("/?q=%253CScRiPt%3E"));
  }

  @Test
  void expressionsAreFoundAnywhere() {
    String regex =
        "{\"RegexMatchStatement\": {\"RegexString\": \"(?i)select.+from\", \"FieldToMatch\":"
            + " {\"QueryString\": {}}, "
            + transformations("URL_DECODE")
            + "}}";
    assertBlocks(true, regex, get("/?q=1+SELECT+a+FROM+b"));
    assertBlocks(false, regex, get("/?q=selection"));
    String set =
        "{\"RegexPatternSetReferenceStatement\": {\"ARN\": \"set\", \"FieldToMatch\": {\"UriPath\":"
            + " {}}, "
            + transformations()
            + "}}";
    assertBlocks(true, set, get("/wp-login"));
    assertBlocks(true, set, get("/a.php"));
    assertBlocks(false, set, get("/a/wp-login"));
  }

  @ParameterizedTest
  @CsvSource({
    "EQ,5,true",
    "EQ,4,false",
    "NE,5,false",
    "LE,5,true",
    "LT,5,false",
    "GE,5,true",
    "GT,5,false",
    "GT,4,true"
  })
  void sizesAreInBytes(String comparison, long size, boolean blocks) {
    assertBlocks(
        blocks,
        "{\"SizeConstraintStatement\": {\"ComparisonOperator\": \"%s\", \"Size\": %d, \"FieldToMatch\": {\"UriPath\": {}}, %s}}"
            .formatted(comparison, size, transformations("URL_DECODE")),
        get("/a%C3%A4x"));
  }

  @ParameterizedTest
  @CsvSource({
    "v4,192.0.2.127,true", "v4,192.0.2.128,false", "v4,198.51.100.7,true",
        "v4,::ffff:192.0.2.1,true",
    "v4,2001:db8::1,false", "v6,2001:db8::1,true", "v6,192.0.2.1,false", "v6,unknown,false"
  })
  void addressesAreLookedUpInSets(String set, String address, boolean blocks) {
    assertBlocks(
        blocks,
        "{\"IPSetReferenceStatement\": {\"ARN\": \"" + set + "\"}}",
        get("/").from(address));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "FIRST,MATCH,'192.0.2.1, 9.9.9.9',true", "FIRST,MATCH,'9.9.9.9, 192.0.2.1',false",
    "LAST,MATCH,'9.9.9.9, 192.0.2.1',true", "ANY,MATCH,'9.9.9.9, 192.0.2.1,8.8.8.8',true",
    "FIRST,MATCH,'nonsense, 192.0.2.1',true", "FIRST,NO_MATCH,'nonsense, 192.0.2.1',false",
    "ANY,NO_MATCH,'nonsense, 192.0.2.1',true",
        "ANY,MATCH,'192.0.2.1,1,2,3,4,5,6,7,8,9,9.9.9.9',false"
  })
  void addressesMayComeFromAHeader(
      String position, String fallback, String header, boolean blocks) {
    String statement =
        "{\"IPSetReferenceStatement\": {\"ARN\": \"v4\", \"IPSetForwardedIPConfig\": {\"HeaderName\": \"X-Forwarded-For\", \"FallbackBehavior\": \"%s\", \"Position\": \"%s\"}}}"
            .formatted(fallback, position);
    assertBlocks(blocks, statement, get("/", "X-Forwarded-For: " + header).from("9.9.9.9"));
    assertBlocks(false, statement, get("/")); // without the header the rule says nothing
  }

  @Test
  void placesAreComparedAndLabelled() {
    TestFacts facts = get("/");
    facts.places.put(
        "192.0.2.1", GeoLocation.builder().country("DE").region("BE").asn(64496L).build());
    String geo = "{\"GeoMatchStatement\": {\"CountryCodes\": [\"DE\", \"FR\"]}}";
    WafDecision decision = acl(geo).decide(facts);
    assertTrue(decision.blocks());
    assertEquals(
        "[awswaf:clientip:geo:country:DE, awswaf:clientip:geo:region:DE-BE]",
        decision.labels().toString());
    assertBlocks(false, geo, get("/"));
    WafDecision other = acl(geo.replace("DE", "US")).decide(facts);
    assertEquals(2, other.labels().size());
    assertBlocks(true, "{\"AsnMatchStatement\": {\"AsnList\": [64496]}}", facts);
    assertBlocks(true, "{\"AsnMatchStatement\": {\"AsnList\": [0]}}", get("/"));
    assertBlocks(false, "{\"AsnMatchStatement\": {\"AsnList\": [1]}}", facts);
  }

  @Test
  void statementsAreCombined() {
    String a = bytes("\"UriPath\": {}", "CONTAINS", "a");
    String missing = bytes("\"SingleHeader\": {\"Name\": \"x\"}", "CONTAINS", "a");
    assertBlocks(true, "{\"NotStatement\": {\"Statement\": " + missing + "}}", get("/a"));
    assertBlocks(
        true, "{\"OrStatement\": {\"Statements\": [" + missing + "," + a + "]}}", get("/a"));
    assertBlocks(
        false, "{\"AndStatement\": {\"Statements\": [" + missing + "," + a + "]}}", get("/a"));
    assertBlocks(
        true,
        "{\"AndStatement\": {\"Statements\": [{\"NotStatement\": {\"Statement\": "
            + missing
            + "}},"
            + a
            + "]}}",
        get("/a"));
  }

  @Test
  void headersBeyondTheLimitsAreOversized() {
    String field =
        "\"Headers\": {\"MatchPattern\": {\"All\": {}}, \"MatchScope\": \"VALUE\", \"OversizeHandling\": \"%s\"}";
    TestFacts large = get("/", "X-A: " + "a".repeat(9000), "X-B: evil");
    assertBlocks(true, bytes(field.formatted("MATCH"), "EXACTLY", "evil"), large);
    assertBlocks(false, bytes(field.formatted("NO_MATCH"), "EXACTLY", "evil"), large);
    assertBlocks(false, bytes(field.formatted("CONTINUE"), "EXACTLY", "evil"), large);
    assertBlocks(true, bytes(field.formatted("CONTINUE"), "STARTS_WITH", "aaa"), large);
  }

  @Test
  void nothingIsSlowOnRequestsMadeForIt() {
    String nested = "[".repeat(60_000);
    String deep = "{\"a\":".repeat(500) + "[" + "1,".repeat(20_000);
    String longName = "{\"" + "n".repeat(30_000) + "\":[" + "1,".repeat(15_000);
    String json =
        bytes(
            "\"JsonBody\": {\"MatchPattern\": {\"IncludedPaths\": [\"/a/b\", \"/n\"]}, \"MatchScope\":"
                + " \"ALL\"}",
            "CONTAINS",
            "aab");
    String regex =
        "{\"RegexMatchStatement\": {\"RegexString\": \"(a+)+(a|aa)*b$\", \"FieldToMatch\": {\"Body\":"
            + " {}}, "
            + transformations()
            + "}}";
    WebAcl byJson = acl(json);
    WebAcl byRegex = acl(regex);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String body : new String[] {nested, deep, longName, "a".repeat(16_000)}) {
            byJson.decide(get("/").body(body));
            byRegex.decide(get("/").body(body));
          }
        });
  }
}

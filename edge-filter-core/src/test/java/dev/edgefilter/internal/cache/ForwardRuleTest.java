// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginRequestPolicyConfig;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.SignedParameters;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a viewer's request reaches the origin. */
final class ForwardRuleTest {

  /** One rule, described by what differs from forwarding nothing. */
  private static final class Policies {
    private HeaderSelection keyHeaders = HeaderSelection.none();
    private HeaderSelection headers = HeaderSelection.none();
    private NameSelection keyCookies = NameSelection.none();
    private NameSelection cookies = NameSelection.none();
    private NameSelection keyQueries = NameSelection.none();
    private NameSelection queries = NameSelection.none();
    private boolean codings;
    private boolean signed;
    private boolean hostKept;
    private boolean optionsCached;

    ForwardRule rule() {
      return new ForwardRule(
          CachePolicyConfig.builder("c")
              .acceptEncoding(codings, codings)
              .headers(keyHeaders)
              .cookies(keyCookies)
              .queryStrings(keyQueries)
              .build(),
          new OriginRequestPolicyConfig("o", "o", headers, cookies, queries),
          signed ? SignedParameters.QUERY_NAMES : Set.of(),
          signed ? SignedParameters.COOKIE_NAMES : Set.of(),
          hostKept,
          optionsCached);
    }
  }

  private static Policies policies() {
    return new Policies();
  }

  private static RequestHead request(String method, String headers) {
    return RequestHead.of(method, "http://h/p", HeaderLines.of(headers, 0));
  }

  private static Headers sent(ForwardRule rule, String method, String headers, boolean passing) {
    return rule.headers(request(method, headers), passing);
  }

  private static NameSelection selection(String kind, String... names) {
    return switch (kind) {
      case "none" -> NameSelection.none();
      case "all" -> NameSelection.all();
      case "whitelist" -> NameSelection.whitelist(names);
      case "allExcept" -> NameSelection.allExcept(names);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** The cache policy lists a and b, the origin request policy b and c; d is in no list. */
  @ParameterizedTest(name = "cache policy {0}, origin request policy {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      textBlock =
          """
    none      | none      | nothing
    none      | all       | a b c d
    none      | whitelist | b c
    none      | allExcept | a d
    all       | none      | a b c d
    all       | all       | a b c d
    all       | whitelist | a b c d
    all       | allExcept | a b c d
    whitelist | none      | a b
    whitelist | all       | a b c d
    whitelist | whitelist | a b c
    whitelist | allExcept | a b d
    allExcept | none      | c d
    allExcept | all       | a b c d
    allExcept | whitelist | b c d
    allExcept | allExcept | d
    """)
  void theTwoPoliciesAddUp(String inKey, String besides, String expected) {
    Policies policies = policies();
    policies.keyCookies = selection(inKey, "a", "b");
    policies.cookies = selection(besides, "b", "c");
    policies.keyQueries = policies.keyCookies;
    policies.queries = policies.cookies;
    ForwardRule rule = policies.rule();

    Headers headers = sent(rule, "GET", "Cookie: d=1; c=1; b=1; a=1", false);

    assertEquals(
        expected == null ? null : expected.replace(" ", "=1; ") + "=1", headers.first("Cookie"));
    assertEquals(
        expected == null ? null : expected.replace(" ", "=1&") + "=1",
        rule.query("a=1&b=1&c=1&d=1"));
    assertEquals(!(inKey.equals("none") && besides.equals("none")), rule.forwardsCookies());
  }

  /** The cache policy lists A and B, the origin request policy B and C. */
  @ParameterizedTest(name = "cache policy {0}, origin request policy {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    NONE      | NONE       | ''
    NONE      | WHITELIST  | B C
    NONE      | ALL_VIEWER | A B C D
    NONE      | ALL_EXCEPT | A D
    WHITELIST | NONE       | A B
    WHITELIST | WHITELIST  | A B C
    WHITELIST | ALL_VIEWER | A B C D
    WHITELIST | ALL_EXCEPT | A B D
    """)
  void headersOfTheTwoPoliciesAddUp(
      HeaderSelection.Kind inKey, HeaderSelection.Kind besides, String expected) {
    Policies policies = policies();
    policies.keyHeaders =
        new HeaderSelection(inKey, inKey.listsNames() ? List.of("a", "B") : List.of());
    policies.headers =
        new HeaderSelection(besides, besides.listsNames() ? List.of("b", "C") : List.of());

    Headers headers = sent(policies.rule(), "GET", "A: 1 / B: 1 / C: 1 / D: 1", false);

    Set<String> names = new TreeSet<>(headers.names());
    names.remove("Host");
    assertEquals(expected, String.join(" ", names));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Upgrade",
        "Expect",
        "X-Real-IP",
        "X-Forwarded-Proto",
        "X-Edge-Location",
        "X-Amz-Cf-Id"
      })
  void noPolicyForwardsWhatBelongsToTheConnectionOrTheEdge(String name) {
    Policies policies = policies();
    policies.headers = HeaderSelection.allViewer();
    policies.keyHeaders = HeaderSelection.whitelist(name);

    assertFalse(sent(policies.rule(), "POST", name + ": x", true).contains(name));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "NONE, '', false",
    "ALL_VIEWER, '', false",
    "WHITELIST, CloudFront-Viewer-Country, true",
    "WHITELIST, CloudFront-Viewer-City, false",
    "ALL_VIEWER_AND_WHITELIST_CLOUDFRONT, cloudfront-viewer-country, true",
    "ALL_VIEWER_AND_WHITELIST_CLOUDFRONT, CloudFront-Viewer-City, false",
    "ALL_EXCEPT, CloudFront-Viewer-Country, false",
    "ALL_EXCEPT, CloudFront-Viewer-City, false"
  })
  void headersOfTheEdgeAreForwardedOnlyWhenListed(
      HeaderSelection.Kind kind, String listed, boolean forwarded) {
    Policies policies = policies();
    policies.headers = new HeaderSelection(kind, listed.isEmpty() ? List.of() : List.of(listed));
    ForwardRule rule = policies.rule();

    assertEquals(
        forwarded,
        sent(rule, "GET", "CloudFront-Viewer-Country: DE", false)
            .contains("CloudFront-Viewer-Country"));
    assertEquals(forwarded, rule.generated().contains(GeneratedHeader.VIEWER_COUNTRY));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    Accept              | false | true
    Accept-Language     | false | true
    Referer             | false | true
    User-Agent          | false | true
    Cache-Control       | false | true
    Pragma              | false | true
    Date                | false | true
    Origin              | false | true
    Access-Control-Request-Method | false | true
    X-HTTP-Method-Override | false | true
    X-Any               | false | true
    X-Forwarded-For     | false | true
    Accept-Encoding     | false | true
    Content-Type        | true  | true
    Content-Length      | true  | true
    Content-MD5         | true  | true
    Content-Encoding    | true  | true
    Transfer-Encoding   | true  | true
    """)
  void withoutAPolicyOnlyWhatBelongsToTheBodyIsForwarded(
      String name, boolean byDefault, boolean allViewer) {
    Policies all = policies();
    all.headers = HeaderSelection.allViewer();

    assertEquals(byDefault, sent(policies().rule(), "POST", name + ": x", false).contains(name));
    assertEquals(allViewer, sent(all.rule(), "POST", name + ": x", false).contains(name));
  }

  @ParameterizedTest(name = "{0}, OPTIONS cached {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    GET     | false | false
    HEAD    | false | false
    GET     | true  | false
    OPTIONS | true  | false
    OPTIONS | false | true
    POST    | false | true
    PUT     | true  | true
    PATCH   | false | true
    DELETE  | false | true
    """)
  void authorizationGoesAlongWithMethodsThatAreNeverCached(
      String method, boolean optionsCached, boolean forwarded) {
    Policies policies = policies();
    policies.optionsCached = optionsCached;

    assertEquals(
        forwarded,
        sent(policies.rule(), method, "Authorization: Basic x", false).contains("Authorization"));
  }

  @Test
  void authorizationInTheKeyOrWithAllViewerHeadersIsForwarded() {
    Policies keyed = policies();
    keyed.keyHeaders = HeaderSelection.whitelist("authorization");
    Policies all = policies();
    all.headers = HeaderSelection.allViewer();

    assertTrue(sent(keyed.rule(), "GET", "Authorization: x", false).contains("Authorization"));
    assertTrue(sent(all.rule(), "GET", "Authorization: x", false).contains("Authorization"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-Match",
        "If-None-Match",
        "If-Modified-Since",
        "If-Unmodified-Since",
        "If-Range",
        "Range"
      })
  void aViewersConditionsAndRangesShapeNothingThatIsStored(String name) {
    Policies policies = policies();
    policies.headers = HeaderSelection.allViewer();

    assertFalse(sent(policies.rule(), "GET", name + ": x", false).contains(name));
    assertTrue(sent(policies.rule(), "GET", name + ": x", true).contains(name));
    assertNull(policies.rule().view(request("GET", name + ": x")).joined(name));
  }

  @Test
  void hostIsForwardedWhenKeptKeyedOrTakenByThePolicy() {
    Policies keyed = policies();
    keyed.keyHeaders = HeaderSelection.whitelist("Host");
    Policies kept = policies();
    kept.hostKept = true;
    Policies all = policies();
    all.headers = HeaderSelection.allViewer();
    Policies except = policies();
    except.headers = HeaderSelection.allExcept("host");

    assertFalse(sent(policies().rule(), "GET", "-", false).contains("Host"));
    assertFalse(sent(except.rule(), "GET", "-", false).contains("Host"));
    for (Policies forwards : List.of(keyed, kept, all)) {
      assertTrue(forwards.rule().forwardsHost());
      assertEquals("h", sent(forwards.rule(), "GET", "-", false).first("Host"));
    }
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
    Accept-Encoding: gzip, br                   | br,gzip
    Accept-Encoding: gzip / Accept-Encoding: br | br,gzip
    Accept-Encoding: deflate                    | identity
    -                                           | none
    """)
  void codingsAreForwardedNormalized(String headers, String expected) {
    Policies policies = policies();
    policies.codings = true;
    policies.headers = HeaderSelection.allViewer();

    assertEquals(expected, sent(policies.rule(), "GET", headers, false).joined("Accept-Encoding"));
    assertEquals(expected, policies.rule().view(request("GET", headers)).joined("accept-encoding"));
  }

  @Test
  void whatSignsARequestIsNeverForwarded() {
    Policies policies = policies();
    policies.signed = true;
    policies.queries = NameSelection.all();
    policies.cookies = NameSelection.all();
    ForwardRule rule = policies.rule();

    assertEquals("a=1&b=2", rule.query("a=1&Expires=1&Signature=s&%4Bey-Pair-Id=k&b=2"));
    assertNull(rule.query("Policy=p"));
    assertEquals(
        "a=1", sent(rule, "GET", "Cookie: CloudFront-Signature=s; a=1", false).first("Cookie"));
    assertNull(sent(rule, "GET", "Cookie: CloudFront-Expires=1", false).first("Cookie"));
  }

  @ParameterizedTest(name = "[{index}] {0} {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
    whitelist | b=2&a=1&a=3 | a=1&a=3
    whitelist | a           | a
    whitelist | a=          | a=
    whitelist | %61=1&x=2   | %61=1
    allExcept | %61=1&x=2   | x=2
    allExcept | A=1         | A=1
    allExcept | a=1         | null
    all       | null        | null
    all       | ''          | null
    all       | x=%zz&&y    | x=%zz&&y
    """)
  void theQueryKeepsItsOrderAndSpelling(String kind, String query, String expected) {
    Policies policies = policies();
    policies.keyQueries = selection(kind, "a");

    assertEquals(expected, policies.rule().query(query));
  }

  /** Else one viewer could shape, by another spelling, what all others are served. */
  @Test
  void noParameterOutsideTheKeyReachesTheOriginOfACachePolicy() {
    Random random = new Random(7);
    String[] names = {"a", "%61", "b", "%62", "A", "%2561", "a%", "", "c", "%63%64", "cd"};
    for (String kind : List.of("none", "all", "whitelist", "allExcept")) {
      Policies policies = policies();
      policies.keyQueries = selection(kind, "a", "cd");
      ForwardRule forward = policies.rule();
      KeyRule key =
          new KeyRule(
              "D",
              CachePolicyConfig.builder("c").queryStrings(policies.keyQueries).build(),
              Set.of(),
              Set.of(),
              false);
      for (int i = 0; i < 2000; i++) {
        StringBuilder query = new StringBuilder();
        for (int p = random.nextInt(4); p >= 0; p--) {
          query.append(query.length() == 0 ? "" : "&").append(names[random.nextInt(names.length)]);
          query.append(random.nextBoolean() ? "=1" : "");
        }
        String raw = query.toString();
        String keyed = key.key(request("GET", "-"), "/p", raw).query();
        assertEquals(withoutEmpty(keyed), withoutEmpty(forward.query(raw)), kind + " of " + raw);
      }
    }
  }

  private static String withoutEmpty(String query) {
    if (query == null) {
      return "";
    }
    return String.join(
        "&", List.of(query.split("&", -1)).stream().filter(s -> !s.isEmpty()).toList());
  }

  @Test
  void varyMayNameOnlyWhatTheOriginCouldSee() {
    Policies policies = policies();
    policies.keyHeaders = HeaderSelection.whitelist("X-A");
    ForwardRule rule = policies.rule();

    assertTrue(rule.sends("x-a", "GET"));
    assertTrue(rule.sends("Accept-Encoding", "GET"));
    assertTrue(rule.sends("Cookie", "GET"));
    assertFalse(rule.sends("User-Agent", "GET"));
    assertNull(rule.view(request("GET", "User-Agent: x")).joined("user-agent"));
    assertEquals("1", rule.view(request("GET", "X-A: 1")).joined("x-a"));
    assertNull(rule.view(request("GET", "Cookie: a=1")).joined("cookie"));
  }

  @Test
  void linesOfOneHeaderStayApartAndInOrder() {
    Policies policies = policies();
    policies.headers = HeaderSelection.whitelist("X-A");

    Headers headers = sent(policies.rule(), "GET", "X-A: 2 / X-B: 9 / x-a: 1", false);

    assertEquals(List.of("2", "1"), headers.all("X-A"));
  }
}

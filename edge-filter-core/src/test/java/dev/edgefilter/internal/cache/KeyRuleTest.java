// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.SignedParameters;
import dev.edgefilter.store.CacheKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests share a stored response. */
final class KeyRuleTest {

  private static CachePolicyConfig.Builder policy() {
    return CachePolicyConfig.builder("p").acceptEncoding(false, false);
  }

  private static KeyRule rule(CachePolicyConfig.Builder policy) {
    return new KeyRule("D", policy.build(), Set.of(), Set.of(), false);
  }

  private static KeyRule signedRule(CachePolicyConfig.Builder policy) {
    return new KeyRule(
        "D", policy.build(), SignedParameters.QUERY_NAMES, SignedParameters.COOKIE_NAMES, false);
  }

  private static CacheKey key(KeyRule rule, String method, String url, String headers) {
    RequestHead request = RequestHead.of(method, url, HeaderLines.of(headers, 0));
    return rule.key(request, request.path(), request.query());
  }

  private static CacheKey key(KeyRule rule, String url, String headers) {
    return key(rule, "GET", url, headers);
  }

  @ParameterizedTest(name = "[{index}] {0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
    none      | -   | a=1&b=2               | null
    all       | -   | a=1&b=2               | a=1&b=2
    all       | -   | b=2&a=1&&a            | b=2&a=1&&a
    all       | -   | null                  | null
    whitelist | a c | a=1&b=2&c=3           | a=1&c=3
    whitelist | a c | c=3&b=2&a=1           | c=3&a=1
    whitelist | a c | a=1&b=2&a=3           | a=1&a=3
    whitelist | a c | b=2                   | null
    whitelist | a c | A=1                   | null
    whitelist | a c | a                     | a
    whitelist | a c | a=                    | a=
    whitelist | a c | a=x=y;b=2             | a=x=y;b=2
    whitelist | a c | %61=1&b=2             | %61=1
    whitelist | *   | a=1&*=2               | *=2
    allExcept | a c | a=1&b=2&c=3&d=4&b=5   | b=2&d=4&b=5
    allExcept | a c | a=1&c=3               | null
    allExcept | a c | %61=1&b=2             | b=2
    allExcept | a c | A=1                   | A=1
    """)
  void theQueryIsTakenByNameInRequestOrder(
      String kind, String names, String query, String expected) {
    KeyRule rule = rule(policy().queryStrings(selection(kind, names)));

    assertEquals(
        expected, key(rule, "http://h/p" + (query == null ? "" : "?" + query), "-").query());
  }

  private static NameSelection selection(String kind, String names) {
    return switch (kind) {
      case "none" -> NameSelection.none();
      case "all" -> NameSelection.all();
      case "whitelist" -> NameSelection.whitelist(names.split(" ", -1));
      case "allExcept" -> NameSelection.allExcept(names.split(" ", -1));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @Test
  void anEmptyQueryIsNoQuery() {
    KeyRule rule = rule(policy().queryStrings(NameSelection.all()));
    RequestHead request = RequestHead.of("GET", "http://h/p", Headers.EMPTY);

    assertEquals(rule.key(request, "/p", null), rule.key(request, "/p", ""));
  }

  @ParameterizedTest(name = "[{index}] {0} of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
    none      | -   | Cookie: a=1; b=2                | null
    all       | -   | Cookie: b=2; a=1                | a=1; b=2
    all       | -   | Cookie: b=2 / Cookie: a=1       | a=1; b=2
    all       | -   | Cookie: a=2; a=1                | a=2; a=1
    all       | -   | Cookie: $Version=1; a=1; broken | a=1
    all       | -   | Cookie: broken                  | null
    all       | -   | -                               | null
    whitelist | a c | Cookie: c=3; b=2; a=1           | a=1; c=3
    whitelist | a c | Cookie: A=1                     | null
    whitelist | a c | Cookie: a=                      | a=
    whitelist | *   | Cookie: a=1; *=2                | *=2
    allExcept | a c | Cookie: d=4; c=3; b=2           | b=2; d=4
    allExcept | a c | Cookie: a=1                     | null
    """)
  void cookiesAreTakenByNameAndSorted(String kind, String names, String headers, String expected) {
    KeyRule rule = rule(policy().cookies(selection(kind, names)));

    assertEquals(expected, KeyRule.cookiePart(key(rule, "http://h/p", headers)));
  }

  @ParameterizedTest(name = "[{index}] {0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    X-A: 1               | x-a: 1               | true
    X-A: 1               | X-A: 2               | false
    X-A: a               | X-A: A               | false
    X-A: 1 / X-B: 2      | X-B: 2 / X-A: 1      | true
    X-A: 1               | X-B: 1               | false
    X-A: 1               | -                    | false
    X-A:                 | -                    | false
    X-A: 1 / X-C: 3      | X-A: 1 / X-C: 4      | true
    X-A: 1 / X-A: 2      | X-A: 1, 2            | true
    X-A: 1 / X-B: 2      | X-A: 1 x-b 2         | false
    Accept-Encoding: br  | Accept-Encoding: gzip | true
    """)
  void headersOfThePolicyAreInTheKey(String one, String other, boolean same) {
    KeyRule rule = rule(policy().headers(HeaderSelection.whitelist("X-B", "X-A", "x-a")));

    assertSame(same, key(rule, "http://h/p", one), key(rule, "http://h/p", other));
    assertTrue(rule.holdsHeader("x-A"));
    assertEquals(false, rule.holdsHeader("X-C"));
  }

  private static void assertSame(boolean same, CacheKey one, CacheKey other) {
    if (same) {
      assertEquals(one, other);
    } else {
      assertNotEquals(one, other);
    }
  }

  @ParameterizedTest(name = "[{index}] {0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    http://h/p        | https://h/p       | true
    http://h/p        | http://i/p        | true
    http://h/p?a=1    | http://h/p        | true
    http://h/a%20b    | http://h/a+b      | false
    http://h/a%2fb    | http://h/a%2Fb    | false
    http://h/P        | http://h/p        | false
    http://h/p/       | http://h/p        | false
    """)
  void thePathIsRawAndSchemeAndHostStayOut(String one, String other, boolean same) {
    KeyRule rule = rule(policy());

    assertSame(same, key(rule, one, "-"), key(rule, other, "Authorization: x / Cookie: a=1"));
  }

  @Test
  void schemeAndHostAreInTheKeyWhereTheApplicationSeesThem() {
    CachePolicyConfig.Builder policy = policy().headers(HeaderSelection.whitelist("Host"));
    KeyRule rule = new KeyRule("D", policy.build(), Set.of(), Set.of(), true);

    assertNotEquals(key(rule, "http://h/p", "-"), key(rule, "https://h/p", "-"));
    assertNotEquals(key(rule, "http://h/p", "-"), key(rule, "http://i/p", "-"));
    assertEquals(key(rule, "http://h/p", "-"), key(rule, "http://H/p", "-"));
  }

  @Test
  void onlyOptionsHasResponsesOfItsOwn() {
    KeyRule rule = rule(policy().headers(HeaderSelection.whitelist("Method", "X-A")));

    assertEquals(key(rule, "GET", "http://h/p", "-"), key(rule, "HEAD", "http://h/p", "-"));
    assertNotEquals(key(rule, "GET", "http://h/p", "-"), key(rule, "OPTIONS", "http://h/p", "-"));
    assertNotEquals(
        key(rule, "GET", "http://h/p", "Method: OPTIONS"),
        key(rule, "OPTIONS", "http://h/p", "-"),
        "a header called Method cannot pass for the method");
  }

  @Test
  void distributionsNeverShare() {
    KeyRule one = new KeyRule("D1", policy().build(), Set.of(), Set.of(), false);
    KeyRule other = new KeyRule("D2", policy().build(), Set.of(), Set.of(), false);

    assertNotEquals(key(one, "http://h/p", "-"), key(other, "http://h/p", "-"));
  }

  @Test
  void normalizedCodingsReplaceTheHeaderInTheKey() {
    KeyRule rule =
        rule(
            CachePolicyConfig.builder("p")
                .acceptEncoding(true, true)
                .headers(HeaderSelection.whitelist("Accept-Encoding")));

    CacheKey both = key(rule, "http://h/p", "Accept-Encoding: gzip, br");
    assertEquals(both, key(rule, "http://h/p", "Accept-Encoding: br;q=1 , deflate, gzip"));
    assertEquals(both, key(rule, "http://h/p", "Accept-Encoding: gzip / Accept-Encoding: br"));
    assertNotEquals(both, key(rule, "http://h/p", "Accept-Encoding: gzip"));
    assertEquals(key(rule, "http://h/p", "-"), key(rule, "http://h/p", "Accept-Encoding: deflate"));
  }

  @Test
  void withoutFlagsAcceptEncodingIsAnOrdinaryHeader() {
    KeyRule rule = rule(policy().headers(HeaderSelection.whitelist("Accept-Encoding")));

    assertNotEquals(
        key(rule, "http://h/p", "Accept-Encoding: gzip, br"),
        key(rule, "http://h/p", "Accept-Encoding: br, gzip"));
  }

  @Test
  void whatSignsARequestIsNotInTheKey() {
    CachePolicyConfig.Builder policy =
        policy().queryStrings(NameSelection.all()).cookies(NameSelection.all());
    String url = "http://h/p?a=1&Expires=1&Signature=x&Key-Pair-Id=K&Policy=p&b=2";
    String cookies =
        "Cookie: CloudFront-Policy=p; a=1; CloudFront-Signature=s; CloudFront-Key-Pair-Id=k";

    assertEquals(
        key(rule(policy), "http://h/p?a=1&b=2", "Cookie: a=1"),
        key(signedRule(policy), url, cookies));
    assertEquals("a=1&Expires=1", key(rule(policy), "http://h/p?a=1&Expires=1", "-").query());
    assertNull(key(signedRule(policy), "http://h/p?Expires=1", "-").query());
  }

  /** Equal selections have equal keys, and different selections different ones. */
  @Test
  void keysNeverCollideAndNeverDifferWithoutReason() {
    Random random = new Random(20_261_125);
    KeyRule rule =
        rule(
            policy()
                .headers(HeaderSelection.whitelist("X-A", "Cookie2", "Method", "Scheme", "Host2"))
                .cookies(NameSelection.whitelist("a", "b", "x-a"))
                .queryStrings(NameSelection.allExcept("u", "v")));
    Map<CacheKey, List<Object>> seen = new HashMap<>();
    Map<List<Object>, CacheKey> reverse = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      RequestHead request = randomRequest(random);
      CacheKey key = rule.key(request, request.path(), request.query());
      List<Object> selection = selection(request);
      List<Object> before = seen.putIfAbsent(key, selection);
      CacheKey same = reverse.putIfAbsent(selection, key);
      if (before != null) {
        assertEquals(before, selection, () -> "one key for two selections: " + key);
      }
      if (same != null) {
        assertEquals(same, key, () -> "two keys for one selection: " + selection);
      }
    }
    assertTrue(seen.size() > 1000 && seen.size() < 50_000, "both directions were tried");
  }

  private static RequestHead randomRequest(Random random) {
    String[] values = {"", "1", "2", "1, 2", "a=1", "x-a", "OPTIONS", "method OPTIONS"};
    String[] names = {"X-A", "x-a", "Cookie2", "Method", "Scheme", "Host2", "X-Other"};
    String[] cookies = {"a=1", "a=2", "b=1", "b=", "c=1", "x-a=1", "a=1; b=1", "$a=1", "a"};
    String[] queries = {"a", "a=", "a=1", "u=1", "%75=2", "v", "b=1", "", "a%3D1"};
    Headers.Builder headers = Headers.builder();
    for (int i = random.nextInt(3); i > 0; i--) {
      headers.add(pick(names, random), pick(values, random));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      headers.add("Cookie", pick(cookies, random));
    }
    StringBuilder url = new StringBuilder("http://h").append(random.nextBoolean() ? "/p" : "/q");
    int parameters = random.nextInt(3);
    for (int i = 0; i < parameters; i++) {
      url.append(i == 0 ? '?' : '&').append(pick(queries, random));
    }
    String method = random.nextInt(4) == 0 ? "OPTIONS" : "GET";
    return RequestHead.of(method, url.toString(), headers.build());
  }

  private static String pick(String[] from, Random random) {
    return from[random.nextInt(from.length)];
  }

  /** What the policy selects, said in another way than the rule does it. */
  private static List<Object> selection(RequestHead request) {
    List<Object> selection = new ArrayList<>();
    selection.add(request.method());
    selection.add(request.path());
    for (String name : List.of("X-A", "Cookie2", "Method", "Scheme", "Host2")) {
      selection.add(request.headers(name).isEmpty() ? List.of() : request.joined(name));
    }
    List<String> cookies = new ArrayList<>();
    for (Cookies.Cookie cookie : Cookies.parse(request.headers("Cookie")).sorted()) {
      if (Set.of("a", "b", "x-a").contains(cookie.name())) {
        cookies.add(cookie.name() + "=" + cookie.value());
      }
    }
    selection.add(cookies);
    String query = QueryString.without(request.query(), Set.of("u", "v"));
    selection.add(query == null ? "" : "?" + query);
    return selection;
  }
}

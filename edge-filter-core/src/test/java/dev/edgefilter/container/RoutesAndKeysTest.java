// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.ViewerProtocolPolicy;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which behavior answers, what it refuses, and what tells one stored answer from another. */
@Tag("container")
class RoutesAndKeysTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static String parameters(jakarta.servlet.http.HttpServletRequest request) {
    var text = new TreeMap<String, List<String>>();
    request.getParameterMap().forEach((name, values) -> text.put(name, List.of(values)));
    return request.getQueryString() + " " + text;
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheListedQueryIsKeyedAndSeen(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-page")
                            .queryStrings(NameSelection.whitelist("page"))
                            .build())
                    .defaultBehavior(behavior -> behavior.cachePolicy("by-page"))
                    .app("/list", (q, r) -> r.getWriter().print(parameters(q))));
    String one = "page=1 {page=[1]}";
    assertEquals("200 Miss " + one, edge.get("/list?utm=x&page=1").line());
    assertEquals("200 Hit " + one, edge.get("/list?page=1&utm=y").line());
    assertEquals("200 Miss page=2 {page=[2]}", edge.get("/list?page=2").line());
    assertEquals("200 Miss null {}", edge.get("/list?utm=x").line());
    assertEquals("200 Hit null {}", edge.get("/list").line());
    assertEquals("200 Hit null {}", edge.get("/list?").line());
  }

  @ParameterizedTest
  @EnumSource
  void cookiesAndHeadersOfThePolicyAreKeyed(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-both")
                            .cookies(NameSelection.whitelist("lang"))
                            .headers(HeaderSelection.whitelist("X-Kind"))
                            .build())
                    .defaultBehavior(behavior -> behavior.cachePolicy("by-both"))
                    .app(
                        "/page",
                        (q, r) ->
                            r.getWriter()
                                .print(q.getHeader("X-Kind") + " " + q.getHeader("User-Agent"))));
    assertEquals("200 Miss a null", edge.get("/page", "X-Kind: a", "User-Agent: one").line());
    assertEquals("200 Hit a null", edge.get("/page", "x-kind: a", "User-Agent: two").line());
    assertEquals("200 Miss b null", edge.get("/page", "X-Kind: b").line());
    assertEquals("200 Miss a null", edge.get("/page", "X-Kind: a", "Cookie: lang=de").line());
    assertEquals("200 Hit a null", edge.get("/page", "X-Kind: a", "Cookie: x=1; lang=de").line());
  }

  @ParameterizedTest
  @EnumSource
  void varyTellsStoredAnswersApart(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .defaultBehavior(behavior -> behavior.originRequestPolicy("AllViewer"))
                    .app(
                        "/page",
                        (q, r) -> {
                          r.setHeader("Vary", "Accept-Language");
                          r.getWriter().print(q.getHeader("Accept-Language"));
                        }));
    assertEquals("200 Miss de", edge.get("/page", "Accept-Language: de").line());
    assertEquals("200 Miss fr", edge.get("/page", "Accept-Language: fr").line());
    assertEquals("200 Hit de", edge.get("/page", "Accept-Language: de").line());
    assertEquals("200 Hit fr", edge.get("/page", "Accept-Language: fr").line());
    assertEquals("200 Miss null", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void firstMatchingPatternDecides(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .behavior("/api/*.json", behavior -> {})
                    .behavior("/api/*", behavior -> behavior.cachePolicy("Managed-CachingDisabled"))
                    .app("/api/a.json", (q, r) -> r.getWriter().print("json"))
                    .app("/api/a", (q, r) -> r.getWriter().print("live")));
    edge.get("/api/a.json");
    edge.get("/api/a");
    assertEquals("200 Hit json", edge.get("/api/a.json").line());
    assertEquals("200 Miss live", edge.get("/api/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void rootObjectStandsForTheBareSlash(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.distribution.defaultRootObject("home.html");
              setup.app(
                  "/home.html",
                  (q, r) ->
                      r.getWriter()
                          .print(q.getRequestURI() + " " + q.getServletPath() + q.getPathInfo()));
            });
    RawResponse home = edge.get("/");
    assertEquals(200, home.status());
    assertTrue(home.text().startsWith("/home.html "), home.text());
    assertEquals("Hit", edge.get("/home.html").xCache());
    assertEquals(404, edge.get("/dir/").status());
  }

  @ParameterizedTest
  @EnumSource
  void httpIsRedirectedOrRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.trustedProxies(List.of("127.0.0.1"));
              setup
                  .defaultBehavior(
                      b ->
                          b.viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                              .allowedMethods(AllowedMethods.ALL))
                  .behavior("/only", b -> b.viewerProtocol(ViewerProtocolPolicy.HTTPS_ONLY))
                  .app("/page", (q, r) -> r.getWriter().print("secure"))
                  .app("/only", (q, r) -> r.getWriter().print("secure"));
            });
    RawResponse redirect = edge.get("/page?a=b");
    assertEquals("301 Redirect", redirect.status() + " " + redirect.xCache());
    assertEquals("https://www.example.test/page?a=b", redirect.header("Location"));
    assertEquals("CloudFront", redirect.header("Server"));
    assertEquals(307, edge.ask("POST", "/page", "Content-Length: 0").status());
    RawResponse refused = edge.get("/only");
    assertEquals("403 Error", refused.status() + " " + refused.xCache());
    assertEquals(0, edge.runs("/page") + edge.runs("/only"));
    String https = "X-Forwarded-Proto: https";
    assertEquals("200 Miss secure", edge.get("/page", https).line());
    assertEquals("200 Miss secure", edge.get("/only", https).line());
  }

  @ParameterizedTest
  @EnumSource
  void methodsOutsideTheBehaviorAreRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .behavior("/all", b -> b.allowedMethods(AllowedMethods.ALL))
                    .behavior("/three", b -> b.allowedMethods(AllowedMethods.GET_HEAD_OPTIONS))
                    .app("/two", (q, r) -> r.getWriter().print("two"))
                    .app("/three", (q, r) -> r.getWriter().print("three"))
                    .app("/all", (q, r) -> r.getWriter().print(q.getMethod())));
    String none = "Content-Length: 0";
    assertEquals("403 Error", start(edge.ask("POST", "/two", none)));
    assertEquals("403 Error", start(edge.ask("OPTIONS", "/two")));
    assertEquals("200 Miss", start(edge.ask("OPTIONS", "/three")));
    assertEquals("403 Error", start(edge.ask("DELETE", "/three")));
    for (String method : new String[] {"PUT", "PATCH", "POST", "DELETE"}) {
      assertEquals("200 Miss " + method, edge.ask(method, "/all", none).line());
      assertEquals("200 Miss " + method, edge.ask(method, "/all", none).line());
    }
    assertEquals("403 Error", start(edge.ask("PROPFIND", "/all")));
    assertEquals("403 Error", start(edge.ask("GET", "/all", "Content-Length: 3", "", "abc")));
    assertEquals(8, edge.runs("/all"));
    assertEquals(0, edge.runs("/two"));
  }

  private static String start(RawResponse response) {
    return response.status() + " " + response.xCache();
  }

  @ParameterizedTest
  @EnumSource
  void disabledDistributionServesNobody(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.distribution.enabled(false);
              setup.app("/page", (q, r) -> r.getWriter().print("page"));
            });
    assertEquals("403 Error", start(edge.get("/page")));
    assertEquals(0, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void applicationSeesThePathTheQueryAndTheHostOfTheViewer(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(EdgeSetup.policy("by-query").queryStrings(NameSelection.all()).build())
                    .defaultBehavior(behavior -> behavior.cachePolicy("by-query"))
                    .app(
                        "/a%20b",
                        (q, r) -> {
                          r.setCharacterEncoding("UTF-8");
                          r.getWriter()
                              .print(
                                  q.getRequestURI()
                                      + " "
                                      + q.getQueryString()
                                      + " "
                                      + q.getHeader("Host")
                                      + " "
                                      + q.getRequestURL()
                                      + " "
                                      + q.getParameter("x"));
                        }));
    assertEquals(
        "200 Miss /a%20b x=%C3%BC&x=2 www.example.test http://www.example.test/a%20b ü",
        edge.get("/a%20b?x=%C3%BC&x=2").line());
  }
}

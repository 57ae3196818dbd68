// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is one viewer's alone never reaches another: every test tries to leak. */
@Tag("container")
class SharingTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** Logs in by {@code /login?name}; {@code /login} is never cached. */
  private static void login(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    request.getSession().setAttribute("name", request.getQueryString());
    response.getWriter().print("welcome");
  }

  private static void greet(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    HttpSession session = request.getSession(false);
    response.getWriter().print("Hello " + (session == null ? "you" : session.getAttribute("name")));
  }

  private Edge withSessions(ServletContainer.Kind kind, String originRequestPolicy) {
    return edges.start(
        kind,
        setup ->
            setup
                .defaultBehavior(behavior -> behavior.originRequestPolicy(originRequestPolicy))
                .behavior("/login", behavior -> behavior.cachePolicy("Managed-CachingDisabled"))
                .app("/login", SharingTest::login)
                .app("/greet", SharingTest::greet));
  }

  private static String loginAs(Edge edge, String name) throws Exception {
    RawResponse response = edge.get("/login?" + name);
    assertEquals("200 Miss welcome", response.line());
    String cookie = response.header("Set-Cookie").split(";", 2)[0];
    assertTrue(cookie.startsWith("JSESSIONID="), cookie);
    return "Cookie: " + cookie;
  }

  @ParameterizedTest
  @EnumSource
  void pageMadeWithASessionIsNeverShared(ServletContainer.Kind kind) throws Exception {
    // All cookies reach the application, none is in the key.
    Edge edge = withSessions(kind, "AllViewer");
    String ann = loginAs(edge, "Ann");
    String bob = loginAs(edge, "Bob");
    assertEquals("200 Miss Hello Ann", edge.get("/greet", ann).line());
    assertEquals("200 Miss Hello Bob", edge.get("/greet", bob).line());
    assertEquals("200 Miss Hello you", edge.get("/greet").line());
  }

  @ParameterizedTest
  @EnumSource
  void sessionUsedAtTheLastByteStillKeepsThePageOut(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .defaultBehavior(behavior -> behavior.originRequestPolicy("AllViewer"))
                    .behavior("/login", behavior -> behavior.cachePolicy("Managed-CachingDisabled"))
                    .app("/login", SharingTest::login)
                    .app(
                        "/late",
                        (request, response) -> {
                          response.setHeader("Cache-Control", "public, max-age=100");
                          response.getWriter().print("x".repeat(100_000));
                          greet(request, response);
                        }));
    String ann = loginAs(edge, "Ann");
    String bob = loginAs(edge, "Bob");
    assertTrue(edge.get("/late", ann).text().endsWith("Hello Ann"));
    RawResponse second = edge.get("/late", bob);
    assertTrue(second.text().endsWith("Hello Bob"));
    assertEquals("Miss", second.xCache());
  }

  @ParameterizedTest
  @EnumSource
  void hiddenCookiesCarryNoSession(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .behavior("/login", behavior -> behavior.cachePolicy("Managed-CachingDisabled"))
                    .app("/login", SharingTest::login)
                    .app(
                        "/page",
                        (request, response) -> {
                          boolean hidden =
                              request.getSession(false) == null
                                  && request.getCookies() == null
                                  && request.getHeader("Cookie") == null
                                  && !request.getHeaders("Cookie").hasMoreElements()
                                  && !Collections.list(request.getHeaderNames()).contains("Cookie")
                                  && request.getRequestedSessionId() == null
                                  && !request.isRequestedSessionIdValid();
                          response.getWriter().print(hidden ? "hidden" : "seen");
                        }));
    String ann = loginAs(edge, "Ann");
    assertEquals("200 Miss hidden", edge.get("/page", ann).line());
    assertEquals("200 Hit hidden", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void sessionThatTheApplicationInsistsOnKeepsThePageOut(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .behavior("/login", behavior -> behavior.cachePolicy("Managed-CachingDisabled"))
                    .app("/login", SharingTest::login)
                    .app(
                        "/page",
                        (request, response) ->
                            response.getWriter().print(request.getSession().getAttribute("name"))));
    String ann = loginAs(edge, "Ann");
    assertEquals("200 Miss Ann", edge.get("/page", ann).line());
    assertFalse(edge.get("/page").text().contains("Ann"));
  }

  @ParameterizedTest
  @EnumSource
  void sessionIdInALinkKeepsThePageOut(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      request.getSession();
                      response.getWriter().print(response.encodeURL("/next"));
                    }));
    RawResponse first = edge.get("/page");
    RawResponse second = edge.get("/page");
    assertTrue(first.text().contains("jsessionid"), first.text());
    assertEquals("Miss", second.xCache());
    assertFalse(first.text().equals(second.text()));
  }

  @ParameterizedTest
  @EnumSource
  void pageOfALoggedInViewerIsNeverShared(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app("/user", (q, r) -> r.getWriter().print("Hello " + q.getRemoteUser()))
                    .app(
                        "/principal",
                        (q, r) -> {
                          var principal = q.getUserPrincipal();
                          r.getWriter()
                              .print("Hello " + (principal == null ? null : principal.getName()));
                        })
                    .app("/role", (q, r) -> r.getWriter().print(q.isUserInRole("admin"))));
    for (String path : new String[] {"/user", "/principal"}) {
      assertEquals(
          "200 Miss Hello Ann", edge.get(path, SharedContainer.USER + ": Ann").line(), path);
      assertEquals(
          "200 Miss Hello Bob", edge.get(path, SharedContainer.USER + ": Bob").line(), path);
      assertEquals("200 Miss Hello null", edge.get(path).line(), path);
    }
    edge.get("/role", SharedContainer.USER + ": Ann");
    assertEquals("Miss", edge.get("/role").xCache());
  }

  @ParameterizedTest
  @EnumSource
  void answersToAuthorizationAreNotShared(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-authorization")
                            .headers(HeaderSelection.whitelist("Authorization"))
                            .build())
                    .defaultBehavior(behavior -> behavior.originRequestPolicy("AllViewer"))
                    .behavior("/keyed", behavior -> behavior.cachePolicy("by-authorization"))
                    .behavior("/stripped", behavior -> {})
                    .app("/open", SharingTest::echoAuthorization)
                    .app("/keyed", SharingTest::echoAuthorization)
                    .app("/stripped", SharingTest::echoAuthorization)
                    .app(
                        "/public",
                        (request, response) -> {
                          response.setHeader("Cache-Control", "public, max-age=60");
                          response.getWriter().print("for all");
                        }));
    String ann = "Authorization: Bearer ann";
    String bob = "Authorization: Bearer bob";
    assertEquals("200 Miss Bearer ann", edge.get("/open", ann).line());
    assertEquals("200 Miss Bearer bob", edge.get("/open", bob).line());
    assertEquals("200 Miss Bearer ann", edge.get("/keyed", ann).line());
    assertEquals("200 Miss Bearer bob", edge.get("/keyed", bob).line());
    assertEquals("200 Hit Bearer ann", edge.get("/keyed", ann).line());
    assertEquals("200 Miss null", edge.get("/stripped", ann).line());
    assertEquals("200 Hit null", edge.get("/stripped", bob).line());
    assertEquals("200 Miss for all", edge.get("/public", ann).line());
    assertEquals("200 Hit for all", edge.get("/public", bob).line());
  }

  private static void echoAuthorization(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.getWriter().print(request.getHeader("Authorization"));
  }

  @ParameterizedTest
  @EnumSource
  void answersThatForbidItAreNotStored(ServletContainer.Kind kind) throws Exception {
    Map<String, String> directives =
        Map.of(
            "/private", "private",
            "/private-age", "private, max-age=100",
            "/no-store", "no-store",
            "/no-store-public", "public, max-age=100, no-store");
    Edge edge =
        edges.start(
            kind,
            setup ->
                directives.forEach(
                    (path, value) ->
                        setup.app(
                            path,
                            (request, response) -> {
                              response.setHeader("Cache-Control", value);
                              response.setHeader("ETag", "\"1\"");
                              response.getWriter().print("mine");
                            })));
    for (String path : directives.keySet()) {
      assertEquals("200 Miss mine", edge.get(path).line(), path);
      assertEquals("200 Miss mine", edge.get(path).line(), path);
    }
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void setCookieReachesItsViewerAloneOrNobody(ServletContainer.Kind kind) throws Exception {
    Handler sets =
        (request, response) -> {
          // Jetty adds an Expires in the past.
          response.setHeader("Cache-Control", "max-age=60");
          response.addCookie(new Cookie("id", "secret"));
          response.addCookie(new Cookie("more", "secret"));
          response.getWriter().print("page");
        };
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-cookie")
                            .cookies(NameSelection.whitelist("lang"))
                            .build())
                    .behavior("/keyed", behavior -> behavior.cachePolicy("by-cookie"))
                    .app("/keyed", sets)
                    .app("/hidden", sets));
    RawResponse first = edge.get("/keyed");
    assertEquals(2, first.headers().all("Set-Cookie").size());
    assertEquals("200 Miss page", edge.get("/keyed").line());
    RawResponse hidden = edge.get("/hidden");
    assertEquals("200 Miss page", hidden.line());
    assertFalse(hidden.headers().contains("Set-Cookie"));
    RawResponse hit = edge.get("/hidden");
    assertEquals("200 Hit page", hit.line());
    assertFalse(hit.headers().contains("Set-Cookie"));
  }

  @ParameterizedTest
  @EnumSource
  void whatFiltersInFrontOfTheEdgeSetIsNotTheApplications(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      response.setHeader("X-App", "1");
                      // Removed for the viewer, which Tomcat 10 can do only by a reset.
                      response.addHeader("Connection", "X-Hop");
                      response.addHeader("Set-Cookie", "app=1");
                      response.setHeader("Cache-Control", "max-age=60");
                      response.getWriter().print("page");
                    }));
    for (String viewer : new String[] {"ann", "bob"}) {
      RawResponse response = edge.get("/page", SharedContainer.FRONT + ": " + viewer);
      assertEquals(viewer.equals("ann") ? "Miss" : "Hit", response.xCache());
      assertEquals(viewer, response.header(SharedContainer.FRONT));
      assertEquals("front=" + viewer, response.header("Set-Cookie"));
      assertEquals("1", response.header("X-App"));
    }
    assertFalse(edge.get("/page").headers().contains(SharedContainer.FRONT));
  }

  @ParameterizedTest
  @EnumSource
  void languageOutsideTheKeyIsHidden(ServletContainer.Kind kind) throws Exception {
    Handler speaks =
        (request, response) ->
            response
                .getWriter()
                .print(
                    request.getLocale().getLanguage()
                        + Collections.list(request.getLocales()).size());
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-language")
                            .headers(HeaderSelection.whitelist("Accept-Language"))
                            .build())
                    .behavior("/keyed", behavior -> behavior.cachePolicy("by-language"))
                    .app("/hidden", speaks)
                    .app("/keyed", speaks));
    String own = Locale.getDefault().getLanguage();
    assertEquals("200 Miss " + own + "1", edge.get("/hidden", "Accept-Language: fr").line());
    assertEquals("200 Miss fr2", edge.get("/keyed", "Accept-Language: de;q=0.5, fr").line());
    assertEquals("200 Miss " + own + "1", edge.get("/keyed").line());
  }

  @ParameterizedTest
  @EnumSource
  void applicationSeesTheCookiesOfThePolicyOnly(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-lang")
                            .cookies(NameSelection.whitelist("lang"))
                            .build())
                    .defaultBehavior(behavior -> behavior.cachePolicy("by-lang"))
                    .app(
                        "/page",
                        (request, response) -> {
                          Cookie[] cookies = request.getCookies();
                          String names =
                              cookies == null
                                  ? "none"
                                  : Arrays.stream(cookies)
                                      .map(c -> c.getName() + "=" + c.getValue())
                                      .toList()
                                      .toString();
                          response.getWriter().print(request.getHeader("Cookie") + " " + names);
                        }));
    String german = edge.get("/page", "Cookie: id=1; lang=de").text();
    assertEquals("lang=de [lang=de]", german);
    assertEquals("200 Hit " + german, edge.get("/page", "Cookie: lang=de; id=2").line());
    assertEquals("200 Miss null none", edge.get("/page", "Cookie: id=1").line());
    assertEquals("200 Hit null none", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNeverCachedReachesTheApplicationWhole(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .defaultBehavior(
                        behavior ->
                            behavior
                                .cachePolicy("Managed-CachingDisabled")
                                .allowedMethods(AllowedMethods.ALL))
                    .app(
                        "/api",
                        (request, response) ->
                            response
                                .getWriter()
                                .print(
                                    request.getHeader("Authorization")
                                        + request.getHeader("Cookie")
                                        + request.getHeader("X-Any")
                                        + request.getQueryString())));
    String[] headers = {"Authorization: a", "Cookie: b=c", "X-Any: d"};
    assertEquals("200 Miss ab=cde=f", edge.get("/api?e=f", headers).line());
    assertEquals("200 Miss ab=cde=f", edge.ask("DELETE", "/api?e=f", headers).line());
    assertEquals(2, edge.runs("/api"));
  }
}

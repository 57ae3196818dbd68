// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.internal.access.signing.SigningData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No spelling of a protected path reaches the application unsigned, whatever the container makes of
 * it: what counts is the path as the application sees it.
 */
@Tag("container")
class PathSafetyTest {
  private static final String[] ALIASES = {
    "/private/file",
    "//private/file",
    "///private//file",
    "/./private/file",
    "/private/./file",
    "/x/../private/file",
    "/open/../private/file",
    "/private/../private/file",
    "/%70rivate/file",
    "/%70%72%69%76%61%74%65/file",
    "/private%2ffile",
    "/private%2Ffile",
    "/%2fprivate/file",
    "/x/..%2fprivate/file",
    "/x%2f..%2fprivate/file",
    "/private;a=b/file",
    "/private;/file",
    "/;a=b/private/file",
    "/;/private/file",
    "/x/..;/private/file",
    "/x/..;a=b/private/file",
    "/open;/../private/file",
    "/open/..;/private/file",
    "/%2e/private/file",
    "/%2e%2e/private/file",
    "/x/%2e%2e/private/file",
    "/x/.%2e/private/file",
    "/x/%2e./private/file",
    "/open/%2e%2e;/private/file",
    "/\\private/file",
    "/x\\..\\private/file",
    "/private\\file",
    "/%5cprivate/file",
    "/private%5cfile",
    "/x/..%5cprivate/file",
    "/%c0%afprivate/file",
    "/x/%c0%ae%c0%ae/private/file",
    "/x/%e0%80%ae%e0%80%ae/private/file",
    "/%2570rivate/file",
    "/x/%252e%252e/private/file",
    "/private%252ffile",
    "/private/file%00",
    "/private%00/file",
    "/%00/private/file",
    "/private/file;jsessionid=1",
    "/private%3bx/file",
    "/%3b/private/file",
    "/private/file%0a",
    "/private%09/file",
    "/x/%u002e%u002e/private/file",
    "/private/file#fragment",
    "http://www.example.test/private/file",
    "http://other.example.test/private/file",
    "http://www.example.test//private/file",
  };

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private Edge start(ServletContainer.Kind kind, Fidelity fidelity) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.fidelity(fidelity);
          setup.config.publicKey(SigningData.RSA_ID, SigningData.text("rsa-public.pem"));
          setup.config.keyGroup("group", SigningData.RSA_ID);
          setup
              .defaultBehavior(b -> b.allowedMethods(AllowedMethods.ALL))
              .behavior(
                  "/private/*", b -> b.trustedKeyGroup("group").allowedMethods(AllowedMethods.ALL));
          Handler recorder =
              (q, r) -> {
                String info = q.getPathInfo();
                seen.add(q.getServletPath() + (info == null ? "" : info));
                r.getWriter().print("seen");
              };
          for (String alias : ALIASES) {
            setup.app(alias, recorder);
            setup.app(alias.replaceFirst("^http://[^/]*", ""), recorder);
            setup.app(alias.replaceFirst("#.*", ""), recorder);
          }
          setup.app("/open", recorder);
        });
  }

  @ParameterizedTest
  @EnumSource
  void noAliasReachesTheApplication(ServletContainer.Kind kind) throws Exception {
    for (Fidelity fidelity : Fidelity.values()) {
      Edge edge = start(kind, fidelity);
      for (String alias : ALIASES) {
        RawResponse response = edge.get(alias);
        assertTrue(
            response.status() >= 400 || !leadsToThePrivate(lastSeen()),
            () -> fidelity + " " + alias + " was answered with " + response.status());
      }
      for (String path : seen) {
        assertTrue(!leadsToThePrivate(path), () -> fidelity + " the application saw " + path);
      }
      assertEquals("200 Miss seen", edge.get("/open").line());
    }
  }

  private String lastSeen() {
    return seen.isEmpty() ? "" : seen.get(seen.size() - 1);
  }

  /** As lenient applications and file systems resolve it. */
  private static boolean leadsToThePrivate(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      String plain = segment.replaceFirst(";.*", "");
      if (plain.equals("..")) {
        kept.pollLast();
      } else if (!plain.isEmpty() && !plain.equals(".")) {
        kept.addLast(plain);
      }
    }
    return "private".equals(kept.peekFirst());
  }

  @ParameterizedTest
  @EnumSource
  void noMethodOrProtocolGoesAroundTheCheck(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, Fidelity.SAFE);
    for (String method :
        new String[] {
          "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"
        }) {
      String length = "Content-Length: 0";
      int status = edge.ask(method, "/private/file", length).status();
      assertTrue(status >= 400, () -> method + " was answered with " + status);
    }
    String[][] headers = {
      {"X-HTTP-Method-Override: GET"},
      {"X-Original-URL: /open"},
      {"X-Rewrite-URL: /open"},
      {"X-Forwarded-Prefix: /open"},
      {
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
      },
      {"Range: bytes=0-1"},
      {"If-None-Match: *"},
    };
    for (String[] lines : headers) {
      assertEquals(403, edge.get("/private/file", lines).status(), lines[0]);
    }
    assertEquals(200, edge.get("/open", "X-Original-URL: /private/file").status());
    try (RawConnection connection = edge.connect()) {
      connection.sendText("GET /private/file HTTP/1.0\r\n\r\n");
      assertEquals(403, connection.receive().status());
    }
    for (String path : seen) {
      assertTrue(!leadsToThePrivate(path), () -> "the application saw " + path);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsForwardedToIsTheApplicationsOwnChoice(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.config.publicKey(SigningData.RSA_ID, SigningData.text("rsa-public.pem"));
              setup.config.keyGroup("group", SigningData.RSA_ID);
              setup
                  .behavior("/private/*", b -> b.trustedKeyGroup("group"))
                  .app("/private/file", (q, r) -> r.getWriter().print("secret"))
                  .app("/open", (q, r) -> q.getRequestDispatcher("/private/file").forward(q, r));
            });
    assertEquals("200 Miss secret", edge.get("/open").line());
    assertEquals(403, edge.get("/private/file").status());
  }

  @ParameterizedTest
  @EnumSource
  void longPathsCostLinearTime(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, Fidelity.SAFE);
    for (String piece : new String[] {"/..", "/.", "%2e", "/;", "//", "%25", "\\"}) {
      String target = "/" + piece.repeat(7000 / piece.length());
      assertTrue(edge.get(target).status() >= 200, piece);
    }
    assertEquals("200 Miss seen", edge.get("/open").line());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Framing: whatever is answered, the next request on the same connection is answered rightly. */
@Tag("container")
class ConnectionsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup ->
            setup
                .app(
                    "/page",
                    (request, response) -> {
                      response.setHeader("ETag", "\"1\"");
                      response.getWriter().print("0123456789");
                    })
                .app("/large", (q, r) -> r.getOutputStream().write(new byte[200_000]))
                .app("/empty", (q, r) -> r.setStatus(204))
                .app("/error", (q, r) -> r.sendError(404))
                .app("/away", (q, r) -> r.sendRedirect("/page")));
  }

  @ParameterizedTest
  @EnumSource
  void oneConnectionCarriesAllKindsOfAnswers(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String[][] table = {
      {"GET", "/page", "X-No: 1", "200 Miss 0123456789"},
      {"GET", "/page", "X-No: 1", "200 Hit 0123456789"},
      {"HEAD", "/page", "X-No: 1", "200 Hit "},
      {"GET", "/page", "If-None-Match: \"1\"", "304 Hit "},
      {"GET", "/page", "If-Match: \"2\"", "412 Hit "},
      {"GET", "/page", "Range: bytes=3-4", "206 Hit 34"},
      {"GET", "/page", "Range: bytes=30-", "416 Hit "},
      {"GET", "/empty", "X-No: 1", "204 Miss "},
      {"GET", "/empty", "X-No: 1", "204 Hit "},
      {"GET", "/away", "X-No: 1", "302 Miss "},
      {"HEAD", "/away", "X-No: 1", "302 Hit "},
      {"HEAD", "/other", "X-No: 1", "404 Error "},
      {"GET", "/page", "X-No: 1", "200 Hit 0123456789"},
    };
    try (RawConnection viewer = edge.connect()) {
      for (int round = 0; round < 2; round++) {
        for (String[] row : table) {
          RawResponse response = Edge.send(viewer, row[0], row[1], row[2]).receive();
          String expected = round == 0 ? row[3] : row[3].replace("Miss", "Hit");
          assertEquals(expected, response.line(), row[0] + " " + row[1] + " " + row[2]);
        }
        assertEquals(403, Edge.send(viewer, "DELETE", "/page").receive().status());
        assertEquals(404, Edge.send(viewer, "GET", "/error").receive().status());
        assertEquals(200_000, Edge.send(viewer, "GET", "/large").receive().body().length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pipelinedRequestsAreAnsweredInOrder(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    try (RawConnection viewer = edge.connect()) {
      for (int i = 0; i < 3; i++) {
        Edge.send(viewer, "GET", "/page");
        Edge.send(viewer, "GET", "/large");
      }
      for (int i = 0; i < 3; i++) {
        assertEquals("0123456789", viewer.receive().text());
        assertEquals(200_000, viewer.receive().body().length);
      }
    }
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void viewersOfHttp10GetNoChunks(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (String cache : new String[] {"Miss", "Hit"}) {
      try (RawConnection viewer = edge.connect()) {
        RawResponse response =
            viewer.send("GET /large HTTP/1.0", "Host: www.example.test").receive();
        assertEquals(cache, response.xCache());
        assertFalse(response.headers().contains("Transfer-Encoding"));
        assertEquals(200_000, response.body().length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void viewerMayAskToClose(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (int i = 0; i < 2; i++) {
      RawResponse response = edge.get("/page", "Connection: close");
      assertEquals("0123456789", response.text());
      assertTrue(response.header("Connection").equalsIgnoreCase("close"));
      assertEquals("10", response.header("Content-Length"));
    }
  }
}

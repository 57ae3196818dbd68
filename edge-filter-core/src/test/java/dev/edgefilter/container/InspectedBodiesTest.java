// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static dev.edgefilter.container.BodyTesting.readByListener;
import static dev.edgefilter.container.BodyTesting.refuseEvil;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A web ACL looks at request bodies, and the application reads them all the same. */
@Tag("container")
class InspectedBodiesTest {
  private static final int LONG = 100_000;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind, String path, Handler handler) {
    return edges.start(
        kind,
        setup -> {
          refuseEvil(setup);
          setup.defaultBehavior(BodyTesting::takesBodies).app(path, handler);
        });
  }

  private static RawResponse post(Edge edge, String target, String type, String body)
      throws IOException {
    return BodyTesting.post(edge, target, body, "Content-Type: " + type);
  }

  @ParameterizedTest
  @EnumSource
  void streamsAndReadersGetTheWholeBody(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "/read",
            (q, r) -> {
              int length;
              if ("reader".equals(q.getParameter("by"))) {
                length = q.getReader().lines().mapToInt(String::length).sum();
              } else {
                length = q.getInputStream().readAllBytes().length;
              }
              r.getWriter().print(length);
            });
    for (int length : new int[] {1, 16 * 1024, 16 * 1024 + 1, LONG}) {
      String body = "x".repeat(length);
      assertEquals("200 Miss " + length, post(edge, "/read", "text/plain", body).line());
      assertEquals("200 Miss " + length, post(edge, "/read?by=reader", "text/plain", body).line());
    }
    assertEquals("200 Miss 0", edge.ask("POST", "/read", "Content-Length: 0").line());
    assertEquals(403, post(edge, "/read", "text/plain", "so evil").status());
    assertEquals(
        "200 Miss " + (LONG + 4),
        post(edge, "/read", "text/plain", "x".repeat(LONG) + "evil").line());
  }

  @ParameterizedTest
  @EnumSource
  void chunkedBodiesAreLookedAtToo(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "/read",
            (q, r) ->
                r.getWriter()
                    .print(new String(q.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
    String chunked = "Transfer-Encoding: chunked";
    assertEquals(
        "200 Miss good",
        edge.ask("POST", "/read", chunked, "", "2\r\ngo\r\n2\r\nod\r\n0\r\n\r\n").line());
    assertEquals(
        403, edge.ask("POST", "/read", chunked, "", "2\r\nev\r\n2\r\nil\r\n0\r\n\r\n").status());
  }

  @ParameterizedTest
  @EnumSource
  void formParametersAreFound(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "/form",
            (q, r) -> {
              r.setCharacterEncoding("UTF-8");
              r.getWriter()
                  .print(
                      Arrays.toString(q.getParameterValues("a"))
                          + q.getParameter("b")
                          + q.getParameterMap().size());
            });
    String form = "application/x-www-form-urlencoded";
    assertEquals("200 Miss [0, 1, 2]c d2", post(edge, "/form?a=0", form, "a=1&b=c+d&a=2").line());
    assertEquals(
        "200 Miss [0, 3]ü2",
        post(edge, "/form?a=0", form + "; charset=utf-8", "a=3&b=%C3%BC").line());
    assertEquals(403, post(edge, "/form", form, "a=evil").status());
  }

  @ParameterizedTest
  @EnumSource
  void partsOfFormsAreFound(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "/parts",
            (q, r) -> {
              StringBuilder text = new StringBuilder();
              for (Part part : q.getParts()) {
                text.append(part.getName())
                    .append('/')
                    .append(part.getSubmittedFileName())
                    .append('/')
                    .append(part.getContentType())
                    .append('/')
                    .append(part.getInputStream().readAllBytes().length)
                    .append(' ');
              }
              r.getWriter().print(text + q.getParameter("field") + q.getPart("none"));
            });
    String file = "y".repeat(500_000);
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\nvalue\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\n"
            + file
            + "\r\n--b--\r\n";
    assertEquals(
        "200 Miss field/null/null/5 file/a \"b\".txt/text/plain/500000 valuenull",
        post(edge, "/parts", "multipart/form-data; boundary=b", body).line());
    // Short, because a server may close before it has read all of what it refuses.
    String refused = body.replace(file, "y").replace("value", "evil!");
    assertEquals(403, post(edge, "/parts", "multipart/form-data; boundary=b", refused).status());
  }

  @ParameterizedTest
  @EnumSource
  void noHeaderHidesABody(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, "/page", (q, r) -> r.getWriter().print("page"));
    for (String upgrade : new String[] {"x", "websocket", "h2c", "websocket, h2c"}) {
      RawResponse refused =
          edge.ask(
              "POST",
              "/page",
              "Connection: Upgrade",
              "Upgrade: " + upgrade,
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version: 13",
              "Content-Type: text/plain",
              "Content-Length: 4",
              "",
              "evil");
      assertEquals(403, refused.status(), upgrade);
    }
    assertEquals(0, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void readListenersGetTheWholeBody(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind, "/async", (q, r) -> readByListener(q, r, body -> Integer.toString(body.length)));
    for (int length : new int[] {1, 16 * 1024 + 1, LONG}) {
      assertEquals(
          "200 Miss " + length, post(edge, "/async", "text/plain", "x".repeat(length)).line());
    }
  }
}

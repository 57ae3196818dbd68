// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interim responses that an application sends in the way its container has for them. */
@Tag("container")
class EarlyHintsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  @ParameterizedTest
  @EnumSource
  void hintsOfTheApplicationPassAndItsAnswerIsStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      response.addHeader("Link", "</s.css>; rel=preload");
                      response.sendError(103);
                      response.setHeader("Cache-Control", "max-age=60");
                      response.getWriter().print("page");
                    }));
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, "GET", "/page");
      RawResponse hints = viewer.receiveHead();
      RawResponse page = viewer.receive();

      assertEquals("103 </s.css>; rel=preload", hints.status() + " " + hints.header("Link"));
      assertEquals("200 page Miss", page.status() + " " + page.text() + " " + page.xCache());
    }
    RawResponse hit = edge.get("/page");
    assertEquals("200 page Hit", hit.status() + " " + hit.text() + " " + hit.xCache());
    assertEquals(1, edge.runs("/page"));
  }
}

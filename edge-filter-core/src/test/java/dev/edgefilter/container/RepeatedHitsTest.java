// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A head that is sent again and again, which a container may do by a short way, stays the same. */
@Tag("container")
class RepeatedHitsTest {
  private static final Set<String> OF_THE_MOMENT = Set.of("Date", "X-Amz-Cf-Id");
  private static final int TIMES = 5;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup ->
            setup.app(
                "/page",
                (request, response) -> {
                  int run = 1 + runs++;
                  response.setContentType("text/plain;charset=utf-8");
                  response.setHeader("ETag", "\"v" + run + "\"");
                  response.setHeader("Server", "application");
                  response.setHeader("X-Run", Integer.toString(run));
                  response.addHeader("Link", "</a>; rel=next");
                  response.addHeader("Link", "</b>; rel=prev");
                  response.getWriter().print("gr\u00fc\u00df");
                }));
  }

  private int runs;

  @ParameterizedTest
  @EnumSource
  void everyHitHasTheSameLines(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    edge.get("/page");
    RawResponse first = edge.get("/page");

    assertEquals("200 Hit gr\u00fc\u00df", first.line());
    assertEquals(List.of("</a>; rel=next", "</b>; rel=prev"), first.headers().all("Link"));
    assertEquals(List.of("application"), first.headers().all("Server"));
    for (int i = 0; i < TIMES; i++) {
      RawResponse next = edge.get("/page");
      assertEquals(lines(first), lines(next));
      assertEquals(first.text(), next.text());
      assertEquals(1, next.headers().all("Date").size());
    }
    assertEquals("", edge.head("/page").text());
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void newVersionHasItsOwnLines(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (int version = 1; version <= TIMES; version++) {
      for (int i = 0; i < TIMES; i++) {
        assertEquals("\"v" + version + "\"", edge.get("/page").header("ETag"));
        assertEquals(Integer.toString(version), edge.get("/page").header("X-Run"));
      }
      edge.engine.invalidate(EdgeSetup.ID, "/page");
    }
  }

  private static List<String> lines(RawResponse response) {
    List<String> lines = new ArrayList<>();
    for (Headers.Line line : response.headers()) {
      if (!OF_THE_MOMENT.contains(line.name())) {
        lines.add(line.name() + ": " + line.value());
      }
    }
    return lines;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that go round end, and chains of edges have an end. */
@Tag("container")
class LoopsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge pointingAt(ServletContainer.Kind kind, int port) {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.distribution.origin(
                  RemoteServer.origin("far", port == 0 ? 65_000 : port).build());
              setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
            });
    if (port == 0) {
      edge.engine.publish(
          EdgeConfig.builder()
              .distribution(
                  Distribution.builder()
                      .id(edge.engine.config().distributions().get(0).id())
                      .origin(RemoteServer.origin("far", edge.port).build())
                      .defaultBehavior(
                          b ->
                              b.targetOrigin("far")
                                  .cachePolicy("Managed-CachingOptimized")
                                  .originRequestPolicy("Managed-AllViewer"))
                      .build())
              .build());
    }
    return edge;
  }

  @ParameterizedTest
  @EnumSource
  void anOriginThatIsTheEdgeIsRefusedAtOnce(ServletContainer.Kind kind) throws Exception {
    Edge edge = pointingAt(kind, 0);
    RawResponse answer = edge.get("/a");
    assertEquals(403, answer.status());
    assertTrue(answer.text().contains("went in circles"), answer.text());
    boolean found =
        edge.records(2).stream().anyMatch(record -> record.trace().toString().contains("loop"));
    assertTrue(found, edge.records(2)::toString);
  }

  @ParameterizedTest
  @EnumSource
  void twoEdgesInARowAreServedAndThreeAreNot(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) ->
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"))) {
      Edge edge = pointingAt(kind, origin.port());
      assertEquals("good", edge.get("/a", "CDN-Loop: other, edge-filter;id=first").text());
      String sent = origin.heads().get(0);
      assertTrue(sent.contains("CDN-Loop: other, edge-filter;id=first, edge-filter;id="), sent);

      RawResponse third =
          edge.get("/b", "CDN-Loop: edge-filter;id=first", "CDN-Loop: Edge-Filter ; id=second");
      assertEquals(403, third.status());
      assertEquals(1, origin.heads().size());
      // The refusal is the one viewer's.
      assertEquals("good", edge.get("/b").text());
    }
  }
}

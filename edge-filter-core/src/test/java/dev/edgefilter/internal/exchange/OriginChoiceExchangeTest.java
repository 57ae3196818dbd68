// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions that choose the origin of a request: the test's "app" and the remote "api". */
final class OriginChoiceExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private void choosing(OriginChoice choice) {
    edge.functions.put("f", event -> FunctionResult.request(event.request().withOrigin(choice)));
    edge.behavior(b -> b.function(FunctionEvent.VIEWER_REQUEST, "f"));
    edge.app.answers(200, "Cache-Control: max-age=60", "app");
    edge.remote.answers(200, "Cache-Control: max-age=60", "api");
  }

  @Test
  void aFunctionChoosesTheOriginAndTheKeyStays() {
    choosing(OriginChoice.of("api"));
    assertEquals("api", edge.get("/a").body());
    assertEquals("api.internal", edge.remote.lastRequest().headers().first("Host"));
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
    assertEquals(0, edge.app.asked());
  }

  @Test
  void theHostMayBeAnother() {
    choosing(new OriginChoice("api", null, Set.of(), "other.internal"));
    edge.get("/a");
    assertEquals("other.internal", edge.remote.lastRequest().headers().first("Host"));
  }

  @Test
  void aGroupOfAFunctionAsksTheSecondOriginWhenTheFirstFails() {
    choosing(OriginChoice.group("api", "app", Set.of(503)));
    edge.remote.answers(503, "-", "down");
    assertEquals("app", edge.get("/a").body());
    assertEquals(1, edge.remote.asked());
    assertEquals(1, edge.app.asked());
  }

  @Test
  void anOriginThatIsNotThereIsAnInvalidResult() {
    choosing(OriginChoice.of("none"));
    Answer answer = edge.get("/a");
    assertEquals(503, answer.status());
    assertEquals("FunctionValidationError from cloudfront", answer.xCache());
    assertNull(edge.remote.asked() == 0 ? null : "asked");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.origin.OriginRequest;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that choose the origin of a request: the test's "app" and the remote "api". */
final class OriginChoiceExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private void choosing(OriginChoice choice) {
    edge.functions.put("f", event -> FunctionResult.request(event.request().withOrigin(choice)));
    edge.behavior(b -> b.function(FunctionEvent.VIEWER_REQUEST, "f"));
    edge.app.answers(200, "Cache-Control: max-age=60", "app");
    edge.remote.answers(200, "Cache-Control: max-age=60", "api");
  }

  private static OriginChange change(Consumer<OriginChange.Builder> settings) {
    OriginChange.Builder change = OriginChange.builder();
    settings.accept(change);
    return change.build();
  }

  private String failure(OriginChoice choice) {
    choosing(choice);
    Answer answer = edge.get("/a");
    assertEquals("FunctionValidationError from cloudfront", answer.xCache());
    assertEquals(503, answer.status());
    assertEquals(0, edge.remote.asked() + edge.app.asked() + edge.spare.asked());
    return answer.exchange().trace().detail();
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
    choosing(OriginChoice.of("api", change(c -> c.hostHeader("other.internal"))));
    edge.get("/a");
    assertEquals("other.internal", edge.remote.lastRequest().headers().first("Host"));
  }

  @Test
  void aChosenOriginComesWithItsSettings() {
    choosing(OriginChoice.of("spare"));
    edge.spare.answers(200, "-", "spare");
    assertEquals("spare", edge.get("/a").body());
    assertEquals("/spare/a", edge.spare.lastRequest().path());
    assertEquals("spare", edge.spare.lastRequest().headers().first("X-Member"));
    assertEquals("spare.internal", edge.spare.lastRequest().headers().first("Host"));
  }

  @Test
  void requestsOfOneKeyShareAnAnswerWhomeverTheyWereTurnedTo() {
    choosing(OriginChoice.of("api"));
    edge.functions.put(
        "f",
        event -> {
          String id = event.request().headers().first("X-Choice");
          return FunctionResult.request(event.request().withOrigin(OriginChoice.of(id)));
        });
    assertEquals("api", edge.get("/a", "X-Choice: api").body());
    assertEquals("api", edge.get("/a", "X-Choice: app").body());
    assertEquals("app", edge.get("/b", "X-Choice: app").body());
  }

  @Test
  void theViewersHostGoesOnWhereThePolicyForwardsIt() {
    choosing(OriginChoice.changed(change(c -> c.originPath("/x"))));
    edge.behavior(
        b ->
            b.targetOrigin("api")
                .originRequestPolicy("Managed-AllViewer")
                .function(FunctionEvent.VIEWER_REQUEST, "f"));
    edge.get("/a");
    assertEquals("h", edge.remote.lastRequest().headers().first("Host"));
  }

  @ParameterizedTest
  @CsvSource({"true, spare", "false,"})
  void customHeadersAreInheritedOrCleared(boolean inherited, String expected) {
    choosing(
        OriginChoice.of(
            "spare",
            change(c -> c.customHeaders(inherited ? null : Headers.EMPTY).originPath(""))));
    edge.spare.answers(200, "-", "spare");
    edge.get("/a");
    assertEquals(expected, edge.spare.lastRequest().headers().first("X-Member"));
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

  @Test
  void theOriginOfTheBehaviorIsChangedForOneRequest() {
    choosing(
        OriginChoice.changed(
            change(
                c ->
                    c.hostHeader("tenant.internal")
                        .originPath("/tenant")
                        .customHeaders(Headers.of("X-Tenant", "7")))));
    edge.behavior(b -> b.targetOrigin("spare").function(FunctionEvent.VIEWER_REQUEST, "f"));
    edge.spare.answers(200, "-", "spare");
    assertEquals("spare", edge.get("/a").body());
    OriginRequest asked = edge.spare.lastRequest();
    assertEquals("/tenant/a", asked.path());
    assertEquals("tenant.internal", asked.headers().first("Host"));
    assertEquals("7", asked.headers().first("X-Tenant"));
    assertNull(asked.headers().first("X-Member"));
  }

  @Test
  void anotherOriginsHostIsAskedWithItsNameAndThePathOfTheFirst() {
    choosing(OriginChoice.changed(change(c -> c.domainName("api.internal"))));
    edge.behavior(b -> b.targetOrigin("spare").function(FunctionEvent.VIEWER_REQUEST, "f"));
    assertEquals("api", edge.get("/a").body());
    assertEquals("/spare/a", edge.remote.lastRequest().path());
    assertEquals("api.internal", edge.remote.lastRequest().headers().first("Host"));
  }

  @Test
  void theApplicationMayBeLeftForAHostThatIsAllowed() {
    edge.functionHosts.add("*.example.com");
    choosing(OriginChoice.changed(change(c -> c.domainName("a.example.com"))));
    assertEquals("api", edge.get("/a").body());
    Headers asked = edge.remote.lastRequest().headers();
    assertEquals("a.example.com", asked.first("Host"));
    assertEquals("1.1 edge (CloudFront)", asked.first("Via"));
    assertEquals(0, edge.app.asked());
  }

  @Test
  void aHostThatNobodyAllowedIsNotAsked() {
    assertEquals(
        "function asked for the host \"169.example.com\", which is no origin of the distribution;"
            + " add it to the hosts that functions may ask",
        failure(OriginChoice.changed(change(c -> c.domainName("169.example.com")))));
  }

  @Test
  void aCustomHeaderOfTheRequestOrOfTheFramingIsRefused() {
    edge.functions.put("f", event -> null);
    assertEquals(
        "function set the custom header Host of an origin, which is not allowed",
        failure(OriginChoice.of("api", change(c -> c.customHeaders(Headers.of("Host", "x"))))));
  }

  @Test
  void aCustomHeaderThatTheRequestHasIsRefused() {
    choosing(OriginChoice.of("api", change(c -> c.customHeaders(Headers.of("X-A", "x")))));
    assertEquals(
        "function set the custom header X-A of an origin, which is a header of the request already",
        edge.get("/a", "X-A: 1").exchange().trace().detail());
    assertEquals(0, edge.remote.asked());
  }

  @Test
  void theTimeoutsMustFitTogether() {
    assertEquals(
        "function set a responseCompletionTimeout of 5 seconds, expected at least the readTimeout"
            + " of 30",
        failure(OriginChoice.of("api", change(c -> c.completionTimeoutSeconds(5)))));
  }

  @Test
  void theGroupOfAChangedOriginStays() {
    edge.site(s -> s.originGroup("pair", "spare", "api", 503));
    choosing(OriginChoice.changed(change(c -> c.originPath("/other"))));
    edge.behavior(b -> b.targetOrigin("pair").function(FunctionEvent.VIEWER_REQUEST, "f"));
    edge.spare.answers(503, "-", "down");
    assertEquals("api", edge.get("/a").body());
    assertEquals("/other/a", edge.spare.lastRequest().path());
    assertEquals("/a", edge.remote.lastRequest().path());
  }

  @Test
  void bothMembersOfAGroupMayBeChanged() {
    choosing(
        new OriginChoice(
            new OriginChoice.Member("spare", change(c -> c.originPath("/one"))),
            new OriginChoice.Member("api", change(c -> c.hostHeader("two.internal"))),
            Set.of(503)));
    edge.spare.answers(503, "-", "down");
    assertEquals("api", edge.get("/a").body());
    assertEquals("/one/a", edge.spare.lastRequest().path());
    assertEquals("two.internal", edge.remote.lastRequest().headers().first("Host"));
  }

  @Test
  void anOriginRequestFunctionTurnsARequestAsWell() {
    choosing(OriginChoice.changed(change(c -> c.domainName("spare.internal"))));
    edge.behavior(b -> b.lambdaFunction(FunctionEvent.ORIGIN_REQUEST, "f", false));
    edge.remote.answers(200, "-", "remote");
    assertEquals("remote", edge.get("/a").body());
    Headers asked = edge.remote.lastRequest().headers();
    assertEquals("spare.internal", asked.first("Host"));
    assertEquals("1.1 edge (CloudFront)", asked.first("Via"));
  }

  @Test
  void anOriginRequestFunctionMakesNoGroup() {
    choosing(OriginChoice.group("api", "app", Set.of(503)));
    edge.behavior(b -> b.lambdaFunction(FunctionEvent.ORIGIN_REQUEST, "f", false));
    Answer answer = edge.get("/a");
    assertEquals(502, answer.status());
    assertEquals(
        "function made a group of origins, which is possible on viewer-request only",
        answer.exchange().trace().detail());
  }

  @Test
  void whatOnlyTheApplicationMaySeeDoesNotGoOutWithTheRequest() {
    edge.policy(TestEdge.policy(0, 0, 0));
    edge.functions.put(
        "f",
        event ->
            FunctionResult.request(
                event
                    .request()
                    .withHeader("X-Set", "by the function")
                    .withOrigin(OriginChoice.changed(change(c -> c.domainName("api.internal"))))));
    edge.behavior(b -> b.lambdaFunction(FunctionEvent.ORIGIN_REQUEST, "f", false));
    edge.remote.answers(200, "-", "remote");
    assertEquals("remote", edge.get("/a?secret=1", "Cookie: id=1 / X-Own: 1").body());
    OriginRequest asked = edge.remote.lastRequest();
    assertNull(asked.headers().first("Cookie"));
    assertNull(asked.headers().first("X-Own"));
    assertNull(asked.query());
    assertEquals("by the function", asked.headers().first("X-Set"));
    assertEquals("api.internal", asked.headers().first("Host"));
  }
}

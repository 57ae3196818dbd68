// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginConnector;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A config becomes a plan, or every problem is said at once. */
final class PlanCompilerTest {
  private static final EdgeFunction SAME = event -> FunctionResult.request(event.request());

  private final List<String> closed = new ArrayList<>();

  private static Capabilities with(OriginConnector connector, Map<String, EdgeFunction> functions) {
    return new Capabilities(Fidelity.SAFE, Set.of(), functions, connector);
  }

  private static List<String> problems(EdgeConfig config, Capabilities capabilities) {
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> PlanCompiler.compile(config, capabilities));
    List<String> places = new ArrayList<>();
    for (ConfigProblem problem : thrown.problems()) {
      places.add(problem.place());
    }
    return places;
  }

  private static DistributionConfig.Builder remoteSite() {
    return Distribution.builder()
        .id("E1")
        .origin(OriginConfig.remote("api", "api.internal", OriginProtocolPolicy.HTTPS_ONLY))
        .origin(OriginConfig.self("app"))
        .defaultBehavior(b -> b.targetOrigin("app"));
  }

  /** An origin that notes that it was closed. */
  private Origin origin(String id) {
    return new Origin() {
      @Override
      public void fetch(OriginRequest request, OriginSink sink) {
        throw new AssertionError("nobody asks");
      }

      @Override
      public void close() {
        closed.add(id);
      }
    };
  }

  @Test
  void anEmptyConfigurationIsAProblem() {
    assertEquals(
        List.of("distributions"), problems(EdgeConfig.builder().build(), with(null, Map.of())));
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    DistributionConfig site =
        remoteSite()
            .behavior(
                "/a",
                b ->
                    b.targetOrigin("app")
                        .cachePolicy("no-such-policy")
                        .function(FunctionEvent.VIEWER_REQUEST, "ours"))
            .behavior(
                "/b",
                b ->
                    b.targetOrigin("app")
                        .trustedKeyGroup("no-such-group")
                        .function(FunctionEvent.VIEWER_REQUEST, "missing"))
            .build();

    assertEquals(
        List.of(
            "distributions[0].cacheBehaviors[0].cachePolicyId",
            "distributions[0].cacheBehaviors[1].trustedKeyGroups[0]",
            "E1.origins[0].domainName",
            "E1.cacheBehaviors[1].functionAssociations"),
        problems(EdgeConfig.of(site), with(null, Map.of("ours", SAME))));
  }

  @Test
  void aMissingFunctionIsNamedWithWhatToDo() {
    DistributionConfig site =
        Distribution.builder()
            .id("E1")
            .origin(OriginConfig.self("app"))
            .defaultBehavior(b -> b.function(FunctionEvent.VIEWER_RESPONSE, "arn:x:function/f"))
            .build();

    ConfigException thrown =
        assertThrows(
            ConfigException.class,
            () -> PlanCompiler.compile(EdgeConfig.of(site), with(null, Map.of())));

    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains("arn:x:function/f"), message);
    assertTrue(message.contains("function(name, code)"), message);
    PlanCompiler.compile(EdgeConfig.of(site), with(null, Map.of("f", SAME)));
  }

  @Test
  void nothingStaysConnectedWhenSomethingIsWrong() {
    DistributionConfig site =
        remoteSite()
            .defaultBehavior(
                b -> b.targetOrigin("api").function(FunctionEvent.VIEWER_REQUEST, "missing"))
            .build();

    assertEquals(
        List.of("E1.defaultCacheBehavior.functionAssociations"),
        problems(EdgeConfig.of(site), with(config -> origin(config.id()), Map.of())));
    assertEquals(List.of("api"), closed);
  }

  @Test
  void nothingIsConnectedForABrokenConfiguration() {
    DistributionConfig site =
        remoteSite().defaultBehavior(b -> b.targetOrigin("api").cachePolicy("none-such")).build();

    assertEquals(
        List.of("distributions[0].defaultCacheBehavior.cachePolicyId"),
        problems(
            EdgeConfig.of(site),
            with(
                config -> {
                  throw new AssertionError("connected " + config.id());
                },
                Map.of())));
  }

  @Test
  void whatAConnectorCannotDoIsAProblemOfItsOrigin() {
    OriginConnector refusing =
        config -> {
          throw new IllegalArgumentException("cannot do that");
        };

    assertEquals(
        List.of("E1.origins[0]"),
        problems(EdgeConfig.of(remoteSite().build()), with(refusing, Map.of())));
  }

  @Test
  void anOriginCanBeMappedToTheApplication() {
    Capabilities mapped = new Capabilities(Fidelity.SAFE, Set.of("api"), Map.of(), null);
    DistributionConfig site = remoteSite().defaultBehavior(b -> b.targetOrigin("api")).build();

    EdgePlan plan = PlanCompiler.compile(EdgeConfig.of(site), mapped);

    assertTrue(plan.distributions().get(0).behaviorFor("/").origin().isSelf());
    assertEquals(Map.of(), plan.origins());
  }

  /** An origin that knows whether it was closed. */
  private static final class Closable implements Origin {
    private int closed;

    @Override
    public void fetch(OriginRequest request, OriginSink sink) {}

    @Override
    public void close() {
      closed++;
    }
  }

  @Test
  void anUnchangedOriginGoesOnInTheNextPlanAndAnotherOneIsClosed() {
    Capabilities remote =
        new Capabilities(Fidelity.SAFE, Set.of(), Map.of(), origin -> new Closable());
    OriginConfig kept = OriginConfig.remote("a", "a.test", OriginProtocolPolicy.HTTPS_ONLY);
    OriginConfig before = OriginConfig.remote("b", "b.test", OriginProtocolPolicy.HTTPS_ONLY);
    OriginConfig after = OriginConfig.remote("b", "c.test", OriginProtocolPolicy.HTTPS_ONLY);
    EdgePlan old = PlanCompiler.compile(EdgeConfig.of(pair(kept, before)), remote);

    EdgePlan next = PlanCompiler.compile(EdgeConfig.of(pair(kept, after)), remote, old);
    old.closeOrigins(next);

    assertSame(old.origins().get(kept), next.origins().get(kept));
    assertEquals(0, ((Closable) next.origins().get(kept)).closed);
    assertEquals(1, ((Closable) old.origins().get(before)).closed);
    assertEquals(0, ((Closable) next.origins().get(after)).closed);
    next.closeOrigins(null);
    assertEquals(1, ((Closable) old.origins().get(kept)).closed);
  }

  @Test
  void aConfigurationThatFailsClosesOnlyWhatIsNew() {
    List<Closable> made = new ArrayList<>();
    OriginConfig kept = OriginConfig.remote("a", "a.test", OriginProtocolPolicy.HTTPS_ONLY);
    OriginConfig more = OriginConfig.remote("b", "b.test", OriginProtocolPolicy.HTTPS_ONLY);
    OriginConfig bad = OriginConfig.remote("b", "bad.test", OriginProtocolPolicy.HTTPS_ONLY);
    Capabilities remote =
        new Capabilities(
            Fidelity.SAFE,
            Set.of(),
            Map.of(),
            origin -> {
              if (origin.domainName().equals("bad.test")) {
                throw new IllegalArgumentException("is bad");
              }
              made.add(new Closable());
              return made.get(made.size() - 1);
            });
    EdgePlan old = PlanCompiler.compile(EdgeConfig.of(pair(kept, more)), remote);

    OriginConfig other = OriginConfig.remote("c", "c.test", OriginProtocolPolicy.HTTPS_ONLY);
    EdgeConfig broken =
        EdgeConfig.of(
            Distribution.builder()
                .id("E1")
                .origin(kept)
                .origin(other)
                .origin(bad)
                .defaultBehavior(b -> b.targetOrigin("a"))
                .build());
    assertThrows(ConfigException.class, () -> PlanCompiler.compile(broken, remote, old));

    assertEquals(List.of(0, 0, 1), made.stream().map(origin -> origin.closed).toList(), "a, b, c");
  }

  private static DistributionConfig pair(OriginConfig first, OriginConfig second) {
    return Distribution.builder()
        .id("E1")
        .origin(first)
        .origin(second)
        .defaultBehavior(b -> b.targetOrigin("a"))
        .build();
  }

  @Test
  void everyWrittenBehaviorIsInThePlanAndTheDefaultIsLast() {
    EdgePlan plan =
        PlanCompiler.compile(
            EdgeConfig.of(
                remoteSite()
                    .behavior("/a/*", b -> b.targetOrigin("app"))
                    .behavior("/b/*", b -> b.targetOrigin("api"))
                    .errorCaching(404, 77)
                    .build()),
            with(config -> origin(config.id()), Map.of()));

    DistributionPlan site = plan.distributions().get(0);
    List<String> patterns = new ArrayList<>();
    for (BehaviorPlan behavior : site.behaviors()) {
      patterns.add(behavior.pattern().text());
    }
    assertEquals(List.of("/a/*", "/b/*", "*"), patterns);
    assertEquals(77, site.behaviorFor("/x").ttl().errorTtls().seconds(404));
    assertEquals(10, site.behaviorFor("/x").ttl().errorTtls().seconds(500));
    assertEquals(1, plan.origins().size());
  }

  @Test
  void applicationMayBeAskedAsTheOriginOrAsEitherOfAGroup() {
    DistributionConfig.Builder site =
        remoteSite()
            .origin(OriginConfig.remote("b", "b.test", OriginProtocolPolicy.HTTPS_ONLY))
            .originGroup("app-first", "app", "api", 503)
            .originGroup("app-second", "api", "app", 503)
            .originGroup("remote", "api", "b", 503);
    for (String target : List.of("app", "api", "app-first", "app-second", "remote")) {
      site.behavior("/" + target + "/*", b -> b.targetOrigin(target));
    }

    DistributionPlan plan =
        PlanCompiler.compile(
                EdgeConfig.of(site.build()), with(config -> origin(config.id()), Map.of()))
            .distributions()
            .get(0);

    List<String> asking = new ArrayList<>();
    for (BehaviorPlan behavior : plan.behaviors()) {
      if (!behavior.pattern().text().equals("*") && behavior.mayAskApplication()) {
        asking.add(behavior.pattern().text());
      }
    }
    assertEquals(List.of("/app/*", "/app-first/*", "/app-second/*"), asking);
  }
}

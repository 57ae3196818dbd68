// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.plan.OriginChoices.Resolved;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long it is known what a function's choice came to: hits resolve theirs, too. */
final class OriginChoicesTest {
  private final OriginPlan api = plan("api.example.com");
  private final FailoverPlan present = failover(api);
  private final OriginPool pool =
      new OriginPool(
          origin -> new Silent(), new OriginAccesses(EdgeConfig.builder().build(), null));
  private final OriginChoices choices =
      new OriginChoices(
          Map.of("o", present),
          new OriginChanges(List.of(api), FunctionHosts.of(List.of("*.tenants.com")), pool),
          null);

  /** Answers nothing. */
  private static final class Silent implements Origin {
    @Override
    public void fetch(OriginRequest request, OriginSink sink) {}

    @Override
    public void close() {}
  }

  private static OriginPlan plan(String domainName) {
    return new OriginPlan(
        OriginConfig.remote("o", domainName, OriginProtocolPolicy.HTTPS_ONLY), new Silent(), null);
  }

  @SuppressWarnings("NullAway") // what is forwarded does not matter here
  private static FailoverPlan failover(OriginPlan origin) {
    return new FailoverPlan("o", Set.of(), origin, null, null);
  }

  private static OriginChoice to(String domainName, String tenant) {
    return OriginChoice.changed(
        OriginChange.builder()
            .domainName(domainName)
            .customHeaders(Headers.of("X-Tenant", tenant))
            .build());
  }

  private Resolved resolve(OriginChoice choice) throws FunctionException {
    return choices.resolve(choice, present);
  }

  @Test
  void theSameChangeIsMadeOnce() throws FunctionException {
    Resolved first = resolve(to("a.tenants.com", "1"));
    assertSame(first, resolve(to("a.tenants.com", "1")));
    Resolved other = resolve(to("a.tenants.com", "2"));
    assertEquals("2", other.primary().secondary().customHeaders().first("X-Tenant"));
    assertSame(first, resolve(to("a.tenants.com", "1")));
  }

  @Test
  void theSameChangeOfAnotherOriginIsAnother() throws FunctionException {
    OriginChoice choice =
        OriginChoice.changed(OriginChange.builder().originPath("/tenant").build());
    assertEquals("api.example.com", domainName(choices.resolve(choice, present)));
    FailoverPlan other = failover(plan("other.example.com"));
    assertEquals("other.example.com", domainName(choices.resolve(choice, other)));
    assertEquals("api.example.com", domainName(choices.resolve(choice, present)));
  }

  private static String domainName(Resolved resolved) {
    return resolved.primary().secondary().domainName();
  }

  @Test
  void oneWhoseConnectionsMayBeClosedIsMadeAnew() throws FunctionException {
    Resolved first = resolve(to("a.tenants.com", "1"));
    for (int i = 0; i < 32; i++) {
      resolve(to("t" + i + ".tenants.com", "1"));
    }
    Resolved second = resolve(to("a.tenants.com", "1"));
    assertNotSame(first.primary().secondary().remote(), second.primary().secondary().remote());
    pool.close();
    assertNotSame(second, resolve(to("a.tenants.com", "1")));
  }

  @Test
  void manyAreNotAllKept() throws FunctionException {
    Resolved first = resolve(to("a.tenants.com", "first"));
    for (int i = 0; i < 64; i++) {
      resolve(to("a.tenants.com", "t" + i));
    }
    assertNotSame(first, resolve(to("a.tenants.com", "first")));
  }

  @Test
  void whatIsRefusedIsRefusedEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThrows(FunctionException.class, () -> resolve(to("elsewhere.com", "1")));
    }
  }
}

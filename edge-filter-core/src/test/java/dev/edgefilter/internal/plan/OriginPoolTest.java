// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long connected origins of functions live. */
final class OriginPoolTest {
  private final List<String> open = new ArrayList<>();
  private final OriginPool pool =
      new OriginPool(Counted::new, new OriginAccesses(EdgeConfig.builder().build(), null));

  /** Notes that it is open. */
  private final class Counted implements Origin {
    private final String name;

    Counted(OriginConfig config) {
      name = config.domainName();
      open.add(name);
    }

    @Override
    public void fetch(OriginRequest request, OriginSink sink) {}

    @Override
    public void close() {
      open.remove(name);
    }
  }

  private static OriginConfig origin(String domainName) {
    return OriginConfig.remote("o", domainName, OriginProtocolPolicy.HTTPS_ONLY);
  }

  @Test
  void oneConnectionServesEveryPathAndHeader() {
    Origin first = pool.connect(origin("a.example.com"), null);
    OriginConfig other =
        origin("a.example.com").toBuilder().originPath("/x").customHeader("X-A", "1").build();
    assertSame(first, pool.connect(other, null));
    assertNotSame(first, pool.connect(other.toBuilder().connectionTimeoutSeconds(1).build(), null));
  }

  @Test
  void theOneUsedLongestAgoIsClosedWhenThereAreMany() {
    for (int i = 0; i < 32; i++) {
      pool.connect(origin("h" + i + ".example.com"), null);
    }
    pool.connect(origin("h0.example.com"), null);
    pool.connect(origin("one.more.example.com"), null);
    assertEquals(32, open.size());
    assertEquals(List.of(true, false), List.of(isOpen("h0"), isOpen("h1")));
  }

  private boolean isOpen(String name) {
    return open.contains(name + ".example.com");
  }

  @Test
  void nothingStaysOpenWithoutThePlan() {
    pool.connect(origin("a.example.com"), null);
    pool.close();
    assertEquals(List.of(), open);
    pool.connect(origin("late.example.com"), null);
    assertEquals(List.of(), open);
  }
}

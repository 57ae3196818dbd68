// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The caches are opened by another thread, and whoever needs them waits for it. */
class CacheTiersTest {
  private final Faults faults = new Faults();
  private Executor preparation = work -> new Thread(work, "preparation").start();

  private CacheTiers open(long warmBytes) {
    return CacheTiers.opening(warmBytes, event -> {}, event -> {}, faults, preparation);
  }

  @Test
  void everybodySeesTheSameCaches() throws Exception {
    try (CacheTiers tiers = open(8 << 20)) {
      List<FutureTask<HotTier>> users = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        FutureTask<HotTier> user = new FutureTask<>(tiers::hot);
        users.add(user);
        new Thread(user, "user").start();
      }
      for (FutureTask<HotTier> user : users) {
        assertEquals(tiers.hot(), user.get());
      }
      assertNotNull(tiers.warm());
    }
  }

  @Test
  void withoutMemoryForTheWarmTierTheHotOneServes() {
    try (CacheTiers tiers = open(Long.MAX_VALUE / 2)) {
      assertNotNull(tiers.hot());
      assertNull(tiers.warm());
    }
  }

  @Test
  void whatCannotBeOpenedKeepsNothing() {
    Callable<CacheTiers.Opened> failing =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    CacheTiers tiers = CacheTiers.opening(failing, faults, preparation);
    assertFalse(tiers.areUsable());
    assertFalse(tiers.areUsable());
    tiers.close();
  }

  @Test
  void anInterruptedUserStillGetsThem() {
    try (CacheTiers tiers = open(0)) {
      Thread.currentThread().interrupt();
      assertNotNull(tiers.hot());
      assertTrue(Thread.interrupted(), "the interrupt is kept");
    }
  }

  @Test
  void whoNeedsThemFirstOpensThem() {
    List<Runnable> later = new ArrayList<>();
    preparation = later::add;
    try (CacheTiers tiers = open(8 << 20)) {
      HotTier hot = tiers.hot();
      later.get(0).run();
      assertSame(hot, tiers.hot());
    }
  }

  @Test
  void whatNobodyNeededIsNotOpenedAfterClosing() {
    List<Runnable> later = new ArrayList<>();
    preparation = later::add;
    List<String> opened = new ArrayList<>();
    CacheTiers tiers =
        CacheTiers.opening(
            () -> {
              opened.add("opened");
              throw new IllegalStateException("on purpose");
            },
            faults,
            preparation);
    tiers.close();
    later.get(0).run();
    assertEquals(List.of(), opened);
  }

  @Test
  void closingWhatIsStillOpeningLeavesNothing() {
    CacheTiers tiers = open(8 << 20);
    tiers.close();
    tiers.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** What a start need not wait for is done after it, in the order in which it came. */
final class AfterStartTest {
  private final AfterStart afterStart = new AfterStart();
  private final List<String> done = new CopyOnWriteArrayList<>();

  private CountDownLatch work(String... names) {
    CountDownLatch all = new CountDownLatch(names.length);
    for (String name : names) {
      afterStart.execute(
          () -> {
            done.add(name + " by " + Thread.currentThread().getName());
            all.countDown();
          });
    }
    return all;
  }

  private void start() {
    afterStart.onApplicationEvent(
        new ApplicationStartedEvent(
            new SpringApplication(),
            new String[0],
            new GenericApplicationContext(),
            Duration.ZERO));
  }

  @Test
  void workWaitsForTheStart() throws Exception {
    CountDownLatch all = work("memory", "keys");
    assertEquals(List.of(), done);
    start();
    assertTrue(all.await(20, TimeUnit.SECONDS));
    assertEquals(List.of("memory by edge-prepare", "keys by edge-prepare"), done);
  }

  @Test
  void laterWorkIsDoneAtOnce() throws Exception {
    start();
    assertTrue(work("memory").await(20, TimeUnit.SECONDS));
    assertEquals(List.of("memory by edge-prepare"), done);
  }
}

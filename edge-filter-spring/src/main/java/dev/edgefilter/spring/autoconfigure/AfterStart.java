// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/** Does work as soon as the application has started, in a thread of its own. */
final class AfterStart implements Executor, ApplicationListener<ApplicationStartedEvent> {

  private final List<Runnable> waiting = new ArrayList<>();
  private boolean started;

  @Override
  public void execute(Runnable work) {
    synchronized (waiting) {
      if (!started) {
        waiting.add(work);
        return;
      }
    }
    run(List.of(work));
  }

  @Override
  public void onApplicationEvent(ApplicationStartedEvent event) {
    List<Runnable> all;
    synchronized (waiting) {
      started = true;
      all = List.copyOf(waiting);
      waiting.clear();
    }
    if (!all.isEmpty()) {
      run(all);
    }
  }

  private static void run(List<Runnable> all) {
    Thread thread = new Thread(() -> all.forEach(Runnable::run), "edge-prepare");
    thread.setDaemon(true);
    thread.start();
  }
}

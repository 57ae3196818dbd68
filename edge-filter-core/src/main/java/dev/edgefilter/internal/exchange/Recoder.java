// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one worker that encodes popular stored bodies once more; what it cannot take is left. */
public final class Recoder implements AutoCloseable {

  /** How often a body is used before it is encoded once more. */
  static final int USES = 32;

  private static final int MOST_WAITING = 64;

  private final Executor executor;
  private final @Nullable ExecutorService own;

  private Recoder(Executor executor, @Nullable ExecutorService own) {
    this.executor = executor;
    this.own = own;
  }

  /** A worker with a thread of its own while there is something to do. */
  public static Recoder withThread() {
    ThreadPoolExecutor worker =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "edge-filter-coder");
              thread.setDaemon(true);
              return thread;
            });
    worker.allowCoreThreadTimeOut(true);
    return new Recoder(worker, worker);
  }

  /** A worker that somebody else runs. */
  static Recoder on(Executor executor) {
    return new Recoder(executor, null);
  }

  void submit(RecodeTask task) {
    task.queued();
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.leave();
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.shutdownNow();
    }
  }
}

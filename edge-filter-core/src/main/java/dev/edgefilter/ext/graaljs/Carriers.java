// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.function.FunctionException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lends threads of the platform to virtual threads. The Java runtime does not count what a virtual
 * thread works and allocates, so a function that runs on one could not be held to its limits.
 */
final class Carriers {
  private static final long IDLE_SECONDS = 10;

  /** {@code Thread.isVirtual}, which came with Java 21; null before. */
  private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

  /** As many threads as there are runs, which the contexts of the functions bound. */
  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            // What the first viewer's thread would hand down must not stay for the next ones.
            Thread thread = new Thread(null, work, "edge-filter-function", 0, false);
            thread.setDaemon(true);
            return thread;
          });

  private Carriers() {}

  private static @Nullable MethodHandle isVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Whether the current thread is one whose work the Java runtime does not count. */
  static boolean onVirtualThread() {
    MethodHandle isVirtual = IS_VIRTUAL;
    if (isVirtual == null) {
      return false;
    }
    try {
      return (boolean) isVirtual.invokeExact(Thread.currentThread());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs it on a thread of the platform, for which the current one waits. An interrupt does not end
   * the wait, as the run has its own end; it is kept for later.
   */
  static <T extends @Nullable Object> T lend(Callable<T> work) throws FunctionException {
    FutureTask<T> task = new FutureTask<>(work);
    THREADS.execute(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FunctionException failure(@Nullable Throwable cause) {
    if (cause instanceof FunctionException failed) {
      return failed;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw cause instanceof RuntimeException unexpected
        ? unexpected
        : new IllegalStateException(cause);
  }
}

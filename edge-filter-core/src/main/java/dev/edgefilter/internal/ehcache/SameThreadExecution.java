// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ehcache.core.spi.service.ExecutionService;
import org.ehcache.spi.service.Service;
import org.ehcache.spi.service.ServiceProvider;

/**
 * Runs Ehcache's listeners where the event happens.
 *
 * <p>The usual service hands even a synchronous event to another thread and waits for it, which
 * costs more than the demotion itself.
 */
final class SameThreadExecution implements ExecutionService {

  @Override
  public ScheduledExecutorService getScheduledExecutor(String poolAlias) {
    throw new IllegalArgumentException("nothing here is scheduled");
  }

  @Override
  public ExecutorService getOrderedExecutor(String poolAlias, BlockingQueue<Runnable> queue) {
    return new SameThread();
  }

  @Override
  public ExecutorService getUnorderedExecutor(String poolAlias, BlockingQueue<Runnable> queue) {
    return new SameThread();
  }

  @Override
  public void start(ServiceProvider<Service> serviceProvider) {
    // There is no thread to start.
  }

  @Override
  public void stop() {
    // There is no thread to stop.
  }

  private static final class SameThread extends AbstractExecutorService {
    private volatile boolean shutdown;

    @Override
    public void execute(Runnable command) {
      command.run();
    }

    @Override
    public void shutdown() {
      shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutdown;
    }

    @Override
    public boolean isTerminated() {
      return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shutdown;
    }
  }
}

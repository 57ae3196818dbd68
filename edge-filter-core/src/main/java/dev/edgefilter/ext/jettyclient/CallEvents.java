// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.http.ResponseHead;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one request, for the one thread that waits for it.
 *
 * <p>Jetty's threads record events and go away; they never run code of the exchange. The waiting
 * thread notes {@link #count}, looks around, and waits for the count to change.
 */
final class CallEvents
    implements Request.Listener,
        Response.ContentSourceListener,
        Response.FailureListener,
        Response.CompleteListener {

  private static final int MOST_INTERIM = 16;

  private final Predicate<Connection> hasAnswered;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int count;
  private boolean begun;
  private boolean reused;
  private boolean leaving;
  private boolean committed;
  private boolean writing;
  private boolean demanded;
  private boolean complete;
  private @Nullable Response response;
  private Content.@Nullable Source source;
  private @Nullable Throwable failure;
  private final Deque<ResponseHead> interim = new ArrayDeque<>();
  private @Nullable Upgraded upgraded;

  /**
   * Events of a request that has not begun.
   *
   * @param hasAnswered whether a connection brought a response before
   */
  CallEvents(Predicate<Connection> hasAnswered) {
    this.hasAnswered = hasAnswered;
  }

  /** A connection that has left HTTP. */
  record Upgraded(Response response, UpgradedConnection tunnel) {}

  /** A connection is there, and the request goes out on it. */
  @Override
  public void onBegin(Request request) {
    Connection connection = request.getConnection();
    boolean old = connection != null && hasAnswered.test(connection);
    record(
        () -> {
          begun = true;
          reused = old;
        });
  }

  /** The request's head is about to go out. */
  @Override
  public void onHeaders(Request request) {
    record(() -> leaving = true);
  }

  /** The request's head has gone out. */
  @Override
  public void onCommit(Request request) {
    record(() -> committed = true);
  }

  @Override
  public void onFailure(Request request, Throwable cause) {
    fail(cause);
  }

  /**
   * The waiting thread goes on to read what has come of the body with the head, so that it is woken
   * once for both; it demands what is missing then.
   */
  @Override
  public void onContentSource(Response head, Content.Source body) {
    record(
        () -> {
          response = head;
          source = body;
        });
  }

  @Override
  public void onFailure(Response head, Throwable cause) {
    fail(cause);
  }

  @Override
  public void onComplete(Result result) {
    Throwable cause = result.getFailure();
    if (cause != null) {
      fail(cause);
    }
    record(() -> complete = true);
  }

  /** An interim response has come; a flood of them is not kept. */
  void interim(ResponseHead head) {
    record(
        () -> {
          if (interim.size() < MOST_INTERIM) {
            interim.add(head);
          }
        });
  }

  @Nullable ResponseHead nextInterim() {
    lock.lock();
    try {
      return interim.poll();
    } finally {
      lock.unlock();
    }
  }

  void upgraded(Response head, UpgradedConnection tunnel) {
    record(() -> upgraded = new Upgraded(head, tunnel));
  }

  @Nullable Upgraded upgraded() {
    lock.lock();
    try {
      return upgraded;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    record(() -> failure = failure == null ? cause : failure);
  }

  /** Wakes the waiting thread. */
  void changed() {
    record(() -> {});
  }

  private void record(Runnable event) {
    lock.lock();
    try {
      event.run();
      count++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many events there were. */
  int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  boolean hasBegun() {
    lock.lock();
    try {
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /** The request went out on a connection that had brought another response before. */
  boolean isReused() {
    lock.lock();
    try {
      return reused;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The origin may have got the whole head and acted on it. It can have answered, or broken the
   * connection off, before {@link #onCommit} is told that all bytes are out.
   */
  boolean mayHaveLeft() {
    lock.lock();
    try {
      return leaving;
    } finally {
      lock.unlock();
    }
  }

  /** False as long as the request's head is not known to be out. */
  boolean isCommitted() {
    lock.lock();
    try {
      return committed;
    } finally {
      lock.unlock();
    }
  }

  /** Both directions are through, and the connection is free for others. */
  boolean isComplete() {
    lock.lock();
    try {
      return complete;
    } finally {
      lock.unlock();
    }
  }

  /** True when the request's head is out and all of its body so far as well. */
  boolean isWritable() {
    lock.lock();
    try {
      return committed && !writing;
    } finally {
      lock.unlock();
    }
  }

  /** The response's head, there when {@link #source} is. */
  @Nullable Response response() {
    lock.lock();
    try {
      return response;
    } finally {
      lock.unlock();
    }
  }

  Content.@Nullable Source source() {
    lock.lock();
    try {
      return source;
    } finally {
      lock.unlock();
    }
  }

  @Nullable Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Announces a write; the result is told when it is done. */
  Callback write() {
    record(() -> writing = true);
    return Callback.from(() -> record(() -> writing = false), this::fail);
  }

  /** Asks to be woken when the body has more, once. */
  void demand(Content.Source body) {
    lock.lock();
    try {
      if (demanded) {
        return;
      }
      demanded = true;
    } finally {
      lock.unlock();
    }
    body.demand(this::supplied);
  }

  private void supplied() {
    record(() -> demanded = false);
  }

  /** Whether the body may be read now, or fails to be. */
  boolean mayRead() {
    lock.lock();
    try {
      return !demanded || failure != null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for an event after those that were counted.
   *
   * @return false when there was none in time
   */
  boolean await(int counted, long millis) throws InterruptedIOException {
    try {
      lock.lockInterruptibly();
      try {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        while (count == counted && nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
        return count != counted;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException)
          new InterruptedIOException("interrupted while waiting for an origin").initCause(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A viewer that waits for another viewer's fetch and holds no thread meanwhile.
 *
 * <p>Whoever comes first ends the wait: the fetch, the time limit, or the container when the viewer
 * has gone. The container then runs the filter again, by an ASYNC dispatch.
 */
final class ParkedViewer implements AsyncListener {

  /** Request attribute that holds one while its viewer is parked. */
  static final String PARKED = ParkedViewer.class.getName();

  private static final Logger LOG = LoggerFactory.getLogger(ParkedViewer.class);

  private final ServletViewer viewer;
  private final AsyncContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean woken;
  private boolean dispatching;
  private boolean dispatched;
  private boolean failed;
  private boolean completed;
  private volatile boolean resumed;

  private ParkedViewer(ServletViewer viewer, AsyncContext context) {
    this.viewer = viewer;
    this.context = context;
  }

  static ParkedViewer park(ServletViewer viewer, long limitMillis) {
    AsyncContext context =
        viewer.servletRequest.startAsync(viewer.servletRequest, viewer.servletResponse);
    ParkedViewer parked = new ParkedViewer(viewer, context);
    context.setTimeout(Math.max(1, limitMillis));
    context.addListener(parked);
    viewer.servletRequest.setAttribute(PARKED, parked);
    return parked;
  }

  ServletViewer viewer() {
    return viewer;
  }

  /** The dispatch has reached the filter. */
  void resume() {
    resumed = true;
    viewer.servletRequest.removeAttribute(PARKED);
  }

  /**
   * Lets the container run the filter again; only the first call counts. Throws nothing, as whoever
   * ends the wait of one ends that of others, too.
   */
  void wake() {
    if (!begins()) {
      return;
    }
    // Without the lock: Tomcat holds one of its own when it tells that the request has ended.
    boolean accepted = false;
    RuntimeException refused = null;
    try {
      context.dispatch();
      accepted = true;
    } catch (IllegalStateException e) {
      LOG.debug("The container has ended the request already", e);
    } catch (RuntimeException e) {
      refused = e;
    }
    if (wentAstrayMeanwhile(accepted)) {
      tellAstray();
    }
    if (refused != null) {
      giveUp(refused);
    }
  }

  /** True for the first who wakes it. */
  private boolean begins() {
    lock.lock();
    try {
      boolean first = !woken;
      woken = true;
      dispatching |= first;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** The container has taken the dispatch or not; true when it is through with it already. */
  private boolean wentAstrayMeanwhile(boolean accepted) {
    lock.lock();
    try {
      dispatching = false;
      dispatched = accepted;
      return completed && isAstray();
    } finally {
      lock.unlock();
    }
  }

  /** The container takes no dispatch, so nobody will go on with it: it may be stopping. */
  private void giveUp(RuntimeException refused) {
    LOG.warn("A viewer that waited cannot be answered", refused);
    viewer.engine.driver().release(viewer.exchange(), true);
    try {
      viewer.servletResponse.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      context.complete();
    } catch (RuntimeException e) {
      LOG.debug("The container ends the request by itself", e);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    if (!resumed) {
      wake();
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (!resumed && fails()) {
      viewer.engine.driver().release(viewer.exchange(), true);
    }
  }

  /** True when nobody has woken it, and nobody will. */
  private boolean fails() {
    lock.lock();
    try {
      failed = true;
      boolean first = !woken;
      woken = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The request is over, and the dispatch did not come here; true when there was one. While it is
   * being asked for, that is not known yet.
   */
  private boolean wentAstray() {
    lock.lock();
    try {
      completed = true;
      return !dispatching && isAstray();
    } finally {
      lock.unlock();
    }
  }

  /** True when the container took the dispatch and reported no failure. */
  private boolean isAstray() {
    return dispatched && !failed && !viewer.exchange().broken();
  }

  private void tellAstray() {
    viewer.route.wentAstray();
    LOG.error(
        "A viewer that waited was not answered by the edge; map the filter for the dispatcher"
            + " type ASYNC as well. Until then waiting viewers hold threads.");
  }

  @Override
  public void onComplete(AsyncEvent event) {
    if (!resumed) {
      if (wentAstray()) {
        tellAstray();
      }
      viewer.engine.driver().release(viewer.exchange(), true);
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The application's asynchronous context, which ends the edge's response before the container's.
 */
final class AppAsyncContext implements AsyncContext {

  private final AsyncContext container;
  private final ServletViewer viewer;
  private final AppBody body;

  AppAsyncContext(AsyncContext container, ServletViewer viewer, AppBody body) {
    this.container = container;
    this.viewer = viewer;
    this.body = body;
    viewer.wentAsync();
    container.addListener(new Release(this));
  }

  @Override
  public void complete() {
    try {
      body.finish();
    } catch (IOException e) {
      viewer.engine.driver().release(viewer.exchange(), true);
      if (!viewer.exchange().viewerGone()) {
        throw new UncheckedIOException(e);
      }
    } finally {
      body.complete(() -> unlessBroken(container::complete));
    }
  }

  /**
   * When a viewer has gone, or time is up, the container ends the request by itself. It cannot tell
   * the application in time, and Tomcat puts the exception of who comes late on the next request.
   */
  private void unlessBroken(Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException e) {
      if (!viewer.exchange().broken()) {
        throw e;
      }
    }
  }

  @Override
  public ServletRequest getRequest() {
    return container.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return container.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return container.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    unlessBroken(container::dispatch);
  }

  @Override
  public void dispatch(String path) {
    unlessBroken(() -> container.dispatch(path));
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    unlessBroken(() -> container.dispatch(context, path));
  }

  @Override
  public void start(Runnable run) {
    container.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    container.addListener(new Forwarding(this, listener));
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse givenResponse) {
    container.addListener(new Forwarding(this, listener), request, givenResponse);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return container.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    container.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return container.getTimeout();
  }

  /** Hands the application's listeners this context, so that they end the response through it. */
  private record Forwarding(AppAsyncContext context, AsyncListener listener)
      implements AsyncListener {

    private AsyncEvent event(AsyncEvent event) {
      return new AsyncEvent(
          context, event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      listener.onComplete(event(event));
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      listener.onTimeout(event(event));
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      listener.onError(event(event));
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
      listener.onStartAsync(event(event));
    }
  }

  /** Lets go of the exchange when the container is done, however it ended. */
  private record Release(AppAsyncContext context) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      boolean ended = context.body.ended() && !context.body.isSending();
      context.body.cutOff();
      context.viewer.engine.driver().release(context.viewer.exchange(), !ended);
      context.viewer.requestBody().close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      broke();
    }

    @Override
    public void onError(AsyncEvent event) {
      broke();
    }

    /** What the application makes of it may end like a complete response, but is none. */
    private void broke() {
      context.viewer.engine.driver().broke(context.viewer.exchange());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      @Nullable AsyncContext restarted = event.getAsyncContext();
      if (restarted != null) {
        restarted.addListener(this);
      }
    }
  }
}

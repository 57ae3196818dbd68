// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.internal.exchange.Exchange;
import dev.edgefilter.internal.exchange.Phase;
import dev.edgefilter.origin.ApplicationException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge in front of a web app.
 *
 * <p>Register it first, for {@code /*}, with {@code asyncSupported=true} and the dispatcher types
 * {@code REQUEST} and {@code ASYNC}. Made with an engine it uses that one and never closes it; made
 * without, it starts its own from init parameters (see {@link FilterSettings}) and does nothing at
 * all when there is no {@code config}.
 */
public final class EdgeFilter implements Filter {

  /**
   * A context attribute that tells a filter without a configuration to keep still, because
   * something else has put another one in front of the web app.
   */
  public static final String MANAGED = "dev.edgefilter.managed";

  private static final Logger LOG = LoggerFactory.getLogger(EdgeFilter.class);

  private final AsyncRoute route = new AsyncRoute();
  private final boolean ownsEngine;
  private volatile @Nullable EdgeEngine engine;
  private volatile @Nullable OperatorsPath operators;
  private volatile boolean destroyed;

  /** For web apps without code: reads its init parameters. */
  public EdgeFilter() {
    this.ownsEngine = true;
  }

  /** Serves by an engine that somebody else starts and closes. */
  public EdgeFilter(EdgeEngine engine) {
    this.ownsEngine = false;
    this.engine = engine;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    if (ownsEngine) {
      OperatorsPath path = FilterSettings.operators(config);
      engine = FilterSettings.start(config);
      operators = path;
    }
  }

  @Override
  public void destroy() {
    destroyed = true;
    EdgeEngine running = engine;
    if (ownsEngine && running != null) {
      engine = null;
      running.close();
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    EdgeEngine running = engine;
    if (running == null && destroyed && response instanceof HttpServletResponse late) {
      late.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE); // nothing goes by unchecked
      if (request.getAttribute(ParkedViewer.PARKED) instanceof ParkedViewer parked) {
        parked.resume();
        parked.viewer().engine.driver().release(parked.viewer().exchange(), true);
      }
      return;
    }
    if (running == null
        || !(request instanceof HttpServletRequest httpRequest)
        || !(response instanceof HttpServletResponse httpResponse)) {
      chain.doFilter(request, response);
      return;
    }
    OperatorsPath explaining = operators;
    if (explaining != null && explaining.takes(httpRequest)) {
      explaining.answer(running, httpRequest, httpResponse);
      return;
    }
    if (request.getDispatcherType() == DispatcherType.ASYNC
        && request.getAttribute(ParkedViewer.PARKED) instanceof ParkedViewer parked) {
      parked.resume();
      ServletViewer viewer = parked.viewer();
      viewer.unparked();
      run(viewer, viewer.exchange(), true);
      return;
    }
    Object underWay = request.getAttribute(ApplicationOrigin.EXCHANGE);
    if (underWay instanceof ServletViewer viewer) {
      resume(viewer, request, response, chain);
    } else if (request.getDispatcherType() == DispatcherType.REQUEST) {
      serve(
          new ServletViewer(
              running, httpRequest, httpResponse, chain, ContextPath.below(httpRequest), route));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void serve(ServletViewer viewer) throws IOException, ServletException {
    Exchange exchange = viewer.engine.begin(viewer);
    viewer.attach(exchange);
    run(viewer, exchange, false);
  }

  private static void run(ServletViewer viewer, Exchange exchange, boolean unparked)
      throws IOException, ServletException {
    boolean failed = true;
    try {
      if (unparked) {
        viewer.engine.driver().unparked(exchange);
      } else {
        viewer.engine.driver().advance(exchange);
      }
      failed = false;
    } catch (ApplicationException e) {
      if (!viewer.isAsync()) {
        AppBody body = viewer.appBody();
        if (body != null) {
          viewer
              .engine
              .driver()
              .signException(exchange, body.currentHeaders(), body::changeHeaders);
        }
      }
      throwOn(e.getCause());
    } finally {
      // Once asynchronous, the exchange ends with the container's asynchronous cycle.
      if (!viewer.isAsync() && !viewer.isParked()) {
        viewer.engine.driver().release(exchange, failed || exchange.phase() != Phase.DONE);
        viewer.breakOff();
        viewer.requestBody().close();
      }
    }
  }

  /**
   * A dispatch inside an exchange: the application goes on with the wrapped request and response.
   */
  private static void resume(
      ServletViewer viewer, ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    AppBody body = viewer.appBody();
    if (request.getDispatcherType() != DispatcherType.ASYNC || body == null) {
      chain.doFilter(request, response);
      return;
    }
    boolean failed = true;
    try {
      chain.doFilter(request, response);
      if (!request.isAsyncStarted()) {
        body.finish();
      }
      failed = false;
    } catch (ServletException | IOException | RuntimeException e) {
      if (!body.endByException()) {
        throw e;
      }
      LOG.warn("The application failed on {}; it was answered for", viewer.path(), e);
      failed = false;
    } finally {
      if (failed) {
        viewer.engine.driver().release(viewer.exchange(), true);
        viewer.breakOff();
      }
    }
  }

  private static void throwOn(@Nullable Throwable cause) throws IOException, ServletException {
    if (cause instanceof ServletException e) {
      throw e;
    }
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    throw new ServletException(cause);
  }
}

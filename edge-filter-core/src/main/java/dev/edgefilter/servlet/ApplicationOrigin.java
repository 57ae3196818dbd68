// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.exchange.Upgrade;
import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** The rest of the filter chain as an origin: it pushes what the application writes. */
final class ApplicationOrigin implements Origin {

  /** Request attribute that holds the {@link ServletViewer} of an exchange under way. */
  static final String EXCHANGE = ApplicationOrigin.class.getName() + ".exchange";

  private final ServletViewer viewer;

  ApplicationOrigin(ServletViewer viewer) {
    this.viewer = viewer;
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    viewer.servletRequest.setAttribute(EXCHANGE, viewer);
    try {
      if (viewer.upgrades()) {
        // A wrapped response would break the container's upgrade.
        viewer.chain.doFilter(
            new EditedRequest(viewer, withUpgrade(request)), viewer.servletResponse);
        return;
      }
      AppBody body = new AppBody(viewer, sink);
      AppResponse response = new AppResponse(viewer, body);
      AppRequest wrapped = new AppRequest(viewer, request, response, body);
      viewer.serveBy(wrapped, body);
      viewer.chain.doFilter(wrapped, response);
      if (!wrapped.isAsyncStarted()) {
        body.finish();
      }
    } catch (ServletException | RuntimeException e) {
      throw new ApplicationException(e);
    } catch (IOException e) {
      throw viewer.exchange().viewerGone() ? e : new ApplicationException(e);
    }
  }

  /** The application cannot agree to WebSocket without these, whatever the policies forward. */
  private OriginRequest withUpgrade(OriginRequest request) {
    RequestHead asked = viewer.request();
    Headers.Builder headers = request.headers().toBuilder();
    for (String name : asked.headerNames()) {
      if (Upgrade.isNegotiatedBy(name)) {
        headers.remove(name);
        for (String value : asked.headers(name)) {
          headers.add(name, value);
        }
      }
    }
    return new OriginRequest(
        request.method(),
        request.scheme(),
        request.path(),
        request.query(),
        headers.build(),
        request.body());
  }
}

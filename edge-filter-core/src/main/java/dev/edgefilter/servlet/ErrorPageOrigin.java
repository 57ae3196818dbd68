// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;

/**
 * The application as the origin of an error page.
 *
 * <p>The chain of the failed request leads to the servlet of its path and can be run only once, so
 * the page is reached by a forward, as containers reach error pages: filters mapped to {@code
 * REQUEST} alone do not see it. The page is answered before the forward returns.
 */
final class ErrorPageOrigin implements Origin {

  private final ServletViewer viewer;

  ErrorPageOrigin(ServletViewer viewer) {
    this.viewer = viewer;
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    AppBody body = new AppBody(viewer, sink);
    AppResponse response = new AppResponse(viewer, body);
    AppRequest wrapped = new ErrorPageRequest(viewer, request, response, body);
    viewer.serveBy(wrapped, body);
    try {
      RequestDispatcher page = viewer.servletRequest.getRequestDispatcher(target(request));
      if (page == null) {
        response.sendError(AppResponse.SC_NOT_FOUND);
      } else {
        page.forward(wrapped, response);
      }
      body.finish();
    } catch (ServletException | RuntimeException e) {
      throw new ApplicationException(e);
    } catch (IOException e) {
      throw viewer.exchange().viewerGone() ? e : new ApplicationException(e);
    }
  }

  private static String target(OriginRequest request) {
    String query = request.query();
    return query == null ? request.path() : request.path() + "?" + query;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

/** The fastest a servlet can answer: nothing is looked up, made or copied by it. */
abstract class ConstantServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final boolean withEdgeHeaders;

  /** Sends the lines of the edge, too, if told so. */
  ConstantServlet(boolean withEdgeHeaders) {
    this.withEdgeHeaders = withEdgeHeaders;
  }

  abstract void write(ConstantAnswer answer, HttpServletResponse response) throws IOException;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ConstantAnswer answer = ConstantAnswer.at(request.getRequestURI());
    if (answer == null) {
      response.sendError(404);
      return;
    }
    answer.setHeaders(response);
    if (withEdgeHeaders) {
      ConstantAnswer.addEdgeHeaders(response);
    }
    write(answer, response);
  }

  /** Writes an array, on any container. */
  static final class OfBytes extends ConstantServlet {
    private static final long serialVersionUID = 1;

    OfBytes(boolean withEdgeHeaders) {
      super(withEdgeHeaders);
    }

    @Override
    void write(ConstantAnswer answer, HttpServletResponse response) throws IOException {
      for (int i = 0; i < answer.pieces(); i++) {
        response.getOutputStream().write(answer.bytes());
      }
    }
  }

  /** Writes a direct buffer, which Jetty takes without a copy. */
  static final class OfBuffers extends ConstantServlet {
    private static final long serialVersionUID = 1;

    OfBuffers(boolean withEdgeHeaders) {
      super(withEdgeHeaders);
    }

    @Override
    void write(ConstantAnswer answer, HttpServletResponse response) throws IOException {
      for (int i = 0; i < answer.pieces(); i++) {
        ((HttpOutput) response.getOutputStream()).write(answer.buffer());
      }
    }
  }
}

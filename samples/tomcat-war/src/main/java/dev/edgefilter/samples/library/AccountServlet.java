// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A reader's own page, kept in the session: everybody sees another one. */
public final class AccountServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String READER = "reader";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object reader = request.getSession().getAttribute(READER);
    String body =
        reader == null
            ? "<form method=\"post\"><label>Your name <input name=\"reader\" required></label>"
                + "<button>Sign in</button></form>"
            : "<p>Signed in as " + Page.escape(reader.toString()) + ".</p>";
    Page.send(response, "Your account", body);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getSession().setAttribute(READER, request.getParameter(READER));
    response.sendRedirect("/account");
  }
}

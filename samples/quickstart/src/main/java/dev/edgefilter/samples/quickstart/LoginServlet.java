// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;

/** {@code /login}: the form for strangers, and the own page of whoever is signed in. */
@SuppressWarnings("serial")
final class LoginServlet extends HttpServlet {
  private static final String WRONG =
      "<p class=\"notice bad\">No member has this name and password.</p>\n";

  private final Template login = Template.load("login");
  private final Template own = Template.load("member");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Member member = Member.of(request);
    if (member == null) {
      send(response, login.fill(Map.of("notice", "")));
      return;
    }
    send(
        response,
        own.fill(
            Map.of(
                "name", member.name(),
                "since", member.since(),
                "night", member.nextNight(),
                "target", member.target())));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getParameter("leave") != null) {
      HttpSession session = request.getSession(false);
      if (session != null) {
        session.invalidate();
      }
      Answers.seeOther(response, "/login");
      return;
    }
    Member member = Member.find(request.getParameter("name"), request.getParameter("password"));
    if (member == null) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      send(response, login.fill(Map.of("notice", WRONG)));
      return;
    }
    member.signIn(request);
    Answers.seeOther(response, "/login");
  }

  private static void send(HttpServletResponse response, String html) throws IOException {
    Answers.send(response, Answers.HTML, Answers.PRIVATE, html);
  }
}

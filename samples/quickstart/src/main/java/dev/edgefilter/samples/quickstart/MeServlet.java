// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /api/me}: one member's own data. */
@SuppressWarnings("serial")
final class MeServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Member member = Member.of(request);
    String json;
    if (member == null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      json = "{\"error\":\"sign in at /login\"}\n";
    } else {
      json =
          "{\"name\":\"%s\",\"since\":%s,\"nextNight\":\"%s\"}\n"
              .formatted(member.name(), member.since(), member.nextNight());
    }
    Answers.send(response, Answers.JSON, Answers.PRIVATE, json);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.FunctionResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Request bodies reach the application; form fields stay although the query changes. */
@Tag("container")
class FormParametersTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static String parameters(HttpServletRequest request) {
    Map<String, List<String>> all = new TreeMap<>();
    for (String name : Collections.list(request.getParameterNames())) {
      all.put(name, List.of(request.getParameterValues(name)));
    }
    return all + " " + request.getParameter("a") + " " + request.getParameterMap().size();
  }

  private Edge start(ServletContainer.Kind kind, String query) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.function(
              "change",
              event ->
                  FunctionResult.request(
                      query == null ? event.request() : event.request().withQuery(query)));
          setup
              .defaultBehavior(
                  b ->
                      b.allowedMethods(AllowedMethods.ALL)
                          .function(FunctionEvent.VIEWER_REQUEST, "change"))
              .app("/form", (q, r) -> r.getWriter().print(parameters(q)))
              .app("/raw", (q, r) -> q.getInputStream().transferTo(r.getOutputStream()));
        });
  }

  private static RawResponse post(Edge edge, String target, String type, String body)
      throws Exception {
    try (RawConnection viewer = edge.connect()) {
      Edge.send(
          viewer, "POST", target, "Content-Type: " + type, "Content-Length: " + body.length());
      viewer.sendText(body);
      return viewer.receive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void formFieldsStayWhenAFunctionChangesTheQuery(ServletContainer.Kind kind) throws Exception {
    String type = "application/x-www-form-urlencoded";
    String body = "c=3&a=4+%26&x=body";
    assertEquals(
        "{a=[1, 4 &], b=[2], c=[3], x=[body]} 1 4",
        post(start(kind, "a=1&b=2"), "/form?x=9", type, body).text());
    assertEquals(
        "{a=[1, 4 &], c=[3], x=[9, body]} 1 3",
        post(start(kind, null), "/form?x=9&a=1", type, body).text());
  }

  @ParameterizedTest
  @EnumSource
  void bodyOfARequestReachesTheApplication(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, null);
    String body = "0123456789".repeat(30_000);
    RawResponse response = post(edge, "/raw", "application/octet-stream", body);
    assertEquals("200 Miss", response.status() + " " + response.xCache());
    assertEquals(body, response.text());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.origin.OriginOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes before a remote origin's answer, and what of it a container can send. */
@Tag("container")
final class InterimResponsesTest {
  private static final List<List<Integer>> SEQUENCES =
      List.of(
          List.of(100),
          List.of(102),
          List.of(103),
          List.of(103, 103),
          List.of(100, 102, 103),
          List.of(104),
          List.of(199, 103));

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** The statuses that a container's {@code sendError} sends ahead of the answer. */
  private static boolean canSend(ServletContainer.Kind kind, int status) {
    return status == 103 || (status == 102 && kind == ServletContainer.Kind.JETTY);
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (ServletContainer.Kind kind : ServletContainer.Kind.values()) {
      for (boolean passed : new boolean[] {false, true}) {
        for (String method : List.of("GET", "POST", "HEAD")) {
          SEQUENCES.forEach(each -> cases.add(Arguments.of(kind, passed, method, each)));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answerArrivesWholeBehindThem(
      ServletContainer.Kind kind, boolean passed, String method, List<Integer> sent)
      throws IOException {
    try (RawOrigin origin =
            RawOrigin.start(
                (connection, head) -> {
                  if (head.startsWith("POST")) {
                    connection.in().readNBytes(5);
                  }
                  for (int i = 0; i < sent.size(); i++) {
                    connection.send(
                        "HTTP/1.1 " + sent.get(i) + " Wait\r\nLink: </" + i + ".css>\r\n\r\n");
                  }
                  connection.send(
                      "HTTP/1.1 200 OK\r\nX-Answer: 1\r\nContent-Length: 4\r\n\r\n"
                          + (head.startsWith("HEAD") ? "" : "good"));
                });
        RawConnection viewer = start(kind, origin, passed).connect()) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        if (passed && canSend(kind, sent.get(i))) {
          // Jetty sends none of the headers with a 102.
          expected.add(sent.get(i) + (sent.get(i) == 102 ? " " : " </" + i + ".css>"));
        }
      }
      for (int round = 1; round <= 2; round++) {
        if (method.equals("POST")) {
          Edge.send(viewer, method, "/a" + round, "Content-Length: 5").sendText("hello");
        } else {
          Edge.send(viewer, method, "/a" + round);
        }
        List<String> came = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
          RawResponse interim = viewer.receiveHead();
          came.add(interim.status() + " " + interim.header("Link"));
        }
        RawResponse answer = viewer.receive();

        assertEquals(expected, came);
        assertEquals("200 Miss " + (method.equals("HEAD") ? "" : "good"), answer.line());
        assertTrue(answer.complete());
        assertEquals("1", answer.header("X-Answer"));
        assertEquals("", answer.header("Link"), "what was meant for the interim response alone");
      }
    }
  }

  private Edge start(ServletContainer.Kind kind, RawOrigin origin, boolean passed) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.originOptions(OriginOptions.DEFAULT.withInterimPassed(passed));
          setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
          setup.defaultBehavior(
              behavior -> behavior.targetOrigin("far").allowedMethods(AllowedMethods.ALL));
        });
  }

  /** Without the edge; Jetty also ends an exchange with 100 and 104, but not the connection. */
  @ParameterizedTest
  @EnumSource
  void bareContainerSendsTheseAheadOfAnAnswerAndNoOthers(ServletContainer.Kind kind)
      throws Exception {
    List<Integer> statuses =
        kind == ServletContainer.Kind.TOMCAT ? List.of(100, 102, 103, 104) : List.of(102, 103);
    for (int status : statuses) {
      Edge edge =
          edges.start(
              kind,
              setup ->
                  setup.app(
                      "/a",
                      (request, response) -> {
                        response.sendError(status);
                        response.getWriter().print("page");
                      }));
      try (RawConnection viewer = edge.connect()) {
        Edge.send(viewer, "GET", "/a", SharedContainer.BARE + ": 1", "Connection: close");
        assertEquals(status, viewer.receiveHead().status());
        if (canSend(kind, status)) {
          RawResponse answer = viewer.receive();
          assertEquals("200 page", answer.status() + " " + answer.text());
        } else {
          assertEquals("", viewer.receive(0).text(), "the exchange is over without an answer");
        }
      }
    }
  }
}

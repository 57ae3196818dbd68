// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Viewers of one cache behavior do not notice what the function of another one does. */
@Tag("container")
class HostileFunctionsTest {
  private static final int ROUNDS = 2;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** What each path makes the function do, all of which ends with an error. */
  private static final Map<String, String> DEEDS = new LinkedHashMap<>();

  /** Expressions that would show something of the host or of another viewer, and what they give. */
  private static final Map<String, String> LOOKS = new LinkedHashMap<>();

  static {
    DEEDS.put("loop", "while (true) {}");
    DEEDS.put(
        "await",
        "(function f() { return Promise.resolve().then(f); })(); return new Promise(function ()"
            + " {});");
    DEEDS.put("never", "return new Promise(function () {});");
    DEEDS.put("memory", "var a = []; while (true) { a.push(new Array(1000).fill('x')); }");
    DEEDS.put("string", "var s = 'x'; while (true) { s += s; }");
    DEEDS.put("recursion", "(function f() { return 1 + f(); })();");
    DEEDS.put("regex", "while (true) { /^(a+)+$/.test('a'.repeat(40) + 'b'); }");
    DEEDS.put("getter", "return {get statusCode() { while (true) {} }};");
    DEEDS.put("json", "return {statusCode: 200, toJSON: function () { while (true) {} }};");
    DEEDS.put("log", "while (true) { console.log('x'.repeat(10000)); }");
    LOOKS.put("java", "typeof Java + typeof Polyglot + typeof Packages");
    LOOKS.put("files", "typeof load + typeof read + typeof require('f' + 's')");
    LOOKS.put("network", "typeof fetch + typeof XMLHttpRequest");
    LOOKS.put(
        "globals",
        "typeof left + typeof globalThis.left + (left = event.request.querystring.of.value)");
    LOOKS.put("code", "[].constructor.constructor('return this')()");
  }

  private static String code() {
    StringBuilder cases = new StringBuilder();
    DEEDS.forEach((path, deed) -> cases.append("case '/bad/" + path + "': " + deed + "\n"));
    LOOKS.forEach(
        (path, look) ->
            cases.append(
                "case '/bad/"
                    + path
                    + "': try { return {statusCode: 200, body: String("
                    + look
                    + ")}; } catch (e) { return {statusCode: 200, body: 'refused'}; }\n"));
    return "var left;\nfunction handler(event) {\n  switch (event.request.uri) {\n"
        + cases
        + "  }\n  return event.request;\n}\n";
  }

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.config.function(FunctionConfig.builder("bad", code()).build());
          setup.config.function(
              FunctionConfig.builder(
                      "good",
                      """
                      function handler(event) {
                        return {statusCode: 200, body: 'saw ' + event.request.uri};
                      }
                      """)
                  .build());
          setup
              .behavior(
                  "/bad/*",
                  b ->
                      b.function(
                          FunctionEvent.VIEWER_REQUEST, "arn:aws:cloudfront::1:function/bad"))
              .behavior(
                  "/good/*",
                  b ->
                      b.function(
                          FunctionEvent.VIEWER_REQUEST, "arn:aws:cloudfront::1:function/good"))
              .app("/bad/nothing", (q, r) -> r.getWriter().print("came through"))
              .app("/page", (q, r) -> r.getWriter().print("page"));
        });
  }

  private static List<String> attack(Edge edge) throws Exception {
    List<String> ends = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String deed : DEEDS.keySet()) {
        RawResponse answer = edge.get("/bad/" + deed);
        ends.add(deed + " " + answer.status() + " " + answer.xCache());
      }
      for (String look : LOOKS.keySet()) {
        ends.add(look + " " + edge.get("/bad/" + look + "?of=viewer" + round).text());
      }
    }
    return ends;
  }

  private static List<String> expected() {
    List<String> ends = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String deed : DEEDS.keySet()) {
        ends.add(deed + " 503 FunctionExecutionError");
      }
      ends.add("java undefinedundefinedundefined");
      ends.add("files refused");
      ends.add("network undefinedundefined");
      ends.add("globals undefinedundefinedviewer" + round);
      ends.add("code refused");
    }
    return ends;
  }

  @ParameterizedTest
  @EnumSource
  void othersAreServedRightlyWhileAFunctionRunsWild(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    ExecutorService hostile = Executors.newFixedThreadPool(2);
    try {
      Future<List<String>> one = hostile.submit(() -> attack(edge));
      Future<List<String>> another = hostile.submit(() -> attack(edge));
      int served = 0;
      while (!one.isDone() || !another.isDone()) {
        String path = "/good/" + served++;
        assertEquals("saw " + path, edge.get(path).text());
        assertEquals("200 page", edge.get("/page").status() + " " + edge.get("/page").text());
      }
      assertEquals(expected(), one.get());
      assertEquals(expected(), another.get());
      assertTrue(served > 10, served + " others served");
    } finally {
      hostile.shutdownNow();
    }
    assertEquals("200 Miss came through", edge.get("/bad/nothing").line());
  }

  private Edge start(ServletContainer.Kind kind, String code) {
    return edges.start(
        kind,
        setup -> {
          setup.config.function(FunctionConfig.builder("told", code).build());
          setup.defaultBehavior(b -> b.function(FunctionEvent.VIEWER_REQUEST, "told"));
        });
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  @ParameterizedTest
  @EnumSource
  void aFloodOfEmptyLinesIsCutLikeAnyOther(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "function handler(e) { for (var i = 0; i < 20000; i++) { console.log(''); }"
                + " return {statusCode: 200, body: 'done'}; }");
    RawResponse answer = edge.get("/");
    assertEquals("done", answer.text());
    int lines = count(edges.log(), answer.header("X-Amz-Cf-Id"));
    assertTrue(lines > 1000 && lines <= 10_240 + 2, lines + " lines in the log");
  }

  @ParameterizedTest
  @EnumSource
  void aViewerCannotWriteLinesOfTheLog(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            """
            function handler(event) {
              var text = decodeURIComponent(event.request.querystring.text.value);
              console.log('looked for ' + text);
              throw new Error('nothing found for ' + text);
            }
            """);
    RawResponse answer = edge.get("/?text=x%0AFORGED%20line%1B%5B2J%E2%80%A8FORGED%C2%85FORGED");
    assertEquals("503 FunctionExecutionError", answer.status() + " " + answer.xCache());
    String log = edges.log();
    assertTrue(log.contains("looked for x\\nFORGED line\\u001b[2J"), log);
    assertTrue(log.contains("nothing found for x?FORGED line?[2J"), log);
    assertEquals(0, log.lines().filter(line -> line.startsWith("FORGED")).count(), log);
    assertEquals(-1, log.indexOf('\u001b'), log);
  }

  @ParameterizedTest
  @EnumSource
  void headersThatNoResponseMayHaveAreRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            """
            function handler(event) {
              var headers = {};
              var count = Number(event.request.querystring.count.value);
              for (var i = 0; i < count; i++) {
                headers['x-' + i] = {value: 'x'.repeat(Number(event.request.querystring.size.value))};
              }
              return {statusCode: 200, headers: headers};
            }
            """);
    assertEquals("200 FunctionGeneratedResponse ", edge.get("/?count=10&size=100").line());
    for (String target :
        List.of("/?count=1&size=32764", "/?count=1&size=100000", "/?count=9000&size=0")) {
      RawResponse answer = edge.get(target);
      assertEquals("503 FunctionValidationError", answer.status() + " " + answer.xCache(), target);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyParametersAndCookiesAreSeenLikeFew(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            """
            function handler(event) {
              var query = event.request.querystring;
              var cookies = event.request.cookies;
              return {statusCode: 200, body: [Object.keys(query).length, query.p7.value,
                query.again.multiValue.map(function (one) { return one.value; }).join('-'),
                Object.keys(cookies).length, cookies.p7.value,
                cookies.again.multiValue.map(function (one) { return one.value; }).join('-')].join()};
            }
            """);
    StringBuilder query = new StringBuilder("again=1");
    StringBuilder cookies = new StringBuilder("again=1");
    for (int i = 0; i < 150; i++) {
      query.append("&p").append(i).append('=').append(i);
      cookies.append("; p").append(i).append('=').append(i);
    }
    assertEquals(
        "151,7,1-2-3,151,7,1-2-3",
        edge.get("/?" + query + "&again=2&again=3", "Cookie: " + cookies + "; again=2; again=3")
            .text());
  }

  private static final String FRAMING =
      "response.headers['content-length'] = {value: '2'};"
          + " response.headers['transfer-encoding'] = {value: 'chunked'};";

  /** All on one connection, so that one byte too much or too few spoils the next response. */
  @ParameterizedTest
  @EnumSource
  void whereAResponseEndsIsNotForFunctionsToSay(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.config.function(
                  FunctionConfig.builder(
                          "made",
                          "function handler(event) { var response = {statusCode: 200, headers: {},"
                              + " body: 'made here'};"
                              + " var status = event.request.querystring.status;"
                              + " if (status) response.statusCode = Number(status.value); "
                              + FRAMING
                              + " return response; }")
                      .build());
              setup.config.function(
                  FunctionConfig.builder(
                          "after",
                          "function handler(event) { var response = event.response;"
                              + " var status = event.request.querystring.status;"
                              + " if (status) response.statusCode = Number(status.value); "
                              + FRAMING
                              + " return response; }")
                      .build());
              setup
                  .behavior("/made", b -> b.function(FunctionEvent.VIEWER_REQUEST, "made"))
                  .defaultBehavior(b -> b.function(FunctionEvent.VIEWER_RESPONSE, "after"))
                  .app("/page", (q, r) -> r.getWriter().print("the page"));
            });
    try (RawConnection viewer = edge.connect()) {
      for (int i = 0; i < 2; i++) {
        assertEquals("made here", ask(viewer, "/made").text());
        assertEquals("the page", ask(viewer, "/page").text());
        assertEquals("the page", ask(viewer, "/page?status=404").text());
        for (int status : new int[] {204, 205, 304}) {
          for (String path : List.of("/page", "/made")) {
            RawResponse empty = ask(viewer, path + "?status=" + status);
            assertEquals(status + "", empty.status() + empty.text());
            if (status != 304) { // which may tell the length of what has not changed
              assertEquals(status == 205 ? "0" : "", empty.header("Content-Length"), path);
            }
          }
        }
      }
    }
  }

  private static RawResponse ask(RawConnection viewer, String target) throws IOException {
    Edge.send(viewer, "GET", target);
    return viewer.receive();
  }
}

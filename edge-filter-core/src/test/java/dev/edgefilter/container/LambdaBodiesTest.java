// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static dev.edgefilter.container.BodyTesting.post;
import static dev.edgefilter.container.BodyTesting.readByListener;
import static dev.edgefilter.container.BodyTesting.takesBodies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.FunctionRuntime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lambda@Edge functions that see and replace request bodies, and turn requests to origins. */
@Tag("container")
final class LambdaBodiesTest {
  private static final String BODY = "const body = request.body;";

  /** Tells the application what the function saw. */
  private static final String TELL =
      BODY
          + " request.headers['x-seen'] = [{value: body.data.length + ' ' + body.inputTruncated}];";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private RemoteServer remote;

  @BeforeEach
  void start() throws Exception {
    remote = edges.closeLast(RemoteServer.start("remote"));
  }

  private Edge start(
      ServletContainer.Kind kind,
      FunctionEvent event,
      String statements,
      Consumer<EdgeSetup> more) {
    return edges.start(
        kind,
        setup -> {
          setup.config.function(
              FunctionConfig.builder(
                      "fn",
                      "exports.handler = async (event) => {"
                          + " const request = event.Records[0].cf.request; "
                          + statements
                          + " return request; };")
                  .runtime(FunctionRuntime.LAMBDA_NODEJS)
                  .build());
          setup.distribution.origin(remote.origin().build());
          setup
              .defaultBehavior(
                  b -> takesBodies(b).targetOrigin("app").lambdaFunction(event, "fn", true))
              .app("/read", LambdaBodiesTest::read)
              .app("/async", (q, r) -> readByListener(q, r, body -> told(q, body)))
              .app("/form", (q, r) -> r.getWriter().print(q.getParameterMap().keySet()));
          more.accept(setup);
        });
  }

  private static void read(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    response.getWriter().print(told(request, body));
  }

  private static String told(HttpServletRequest request, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return request.getContentLengthLong()
        + " "
        + (body.length < 40 ? text : Integer.toString(body.length))
        + " "
        + request.getHeader("X-Seen");
  }

  @ParameterizedTest
  @EnumSource
  void theFunctionSeesTheBeginningAndTheApplicationAll(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind, FunctionEvent.VIEWER_REQUEST, TELL, setup -> {});
    assertEquals("200 Miss 5 hello 8 false", post(edge, "/read", "hello").line());
    assertEquals(
        "200 Miss 40960 40960 54616 false", post(edge, "/read", "x".repeat(40_960)).line());
    assertEquals("200 Miss 40961 40961 54616 true", post(edge, "/read", "x".repeat(40_961)).line());
    assertEquals(
        "200 Miss 300000 300000 54616 true", post(edge, "/async", "x".repeat(300_000)).line());
    assertEquals("200 Miss -1  0 false", edge.get("/read").line());
    assertEquals(
        "200 Miss [a, b]",
        post(edge, "/form", "a=1&b=2", "Content-Type: application/x-www-form-urlencoded").line());
  }

  @ParameterizedTest
  @EnumSource
  void onTheSideOfTheOriginTheFunctionSeesAMegabyte(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, FunctionEvent.ORIGIN_REQUEST, TELL, setup -> {});
    assertEquals("200 Miss 5 hello 8 false", post(edge, "/read", "hello").line());
    assertEquals(
        "200 Miss 1048576 1048576 1398104 false",
        post(edge, "/read", "x".repeat(1_048_576)).line());
    assertEquals(
        "200 Miss 1048577 1048577 1398104 true", post(edge, "/read", "x".repeat(1_048_577)).line());
  }

  @ParameterizedTest
  @EnumSource
  void theFunctionReplacesTheBody(ServletContainer.Kind kind) throws Exception {
    for (FunctionEvent event :
        List.of(FunctionEvent.VIEWER_REQUEST, FunctionEvent.ORIGIN_REQUEST)) {
      Edge edge =
          start(
              kind,
              event,
              BODY
                  + " body.action = 'replace'; body.encoding = 'text';"
                  + " body.data = Buffer.from(body.data, 'base64').toString().toUpperCase();",
              setup -> {});
      assertEquals("200 Miss 5 HELLO null", post(edge, "/read", "hello").line());
      assertEquals("200 Miss 5 HELLO null", post(edge, "/async", "hello").line());
      String chunked = "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n";
      assertEquals(
          "200 Miss 8 HELLOYOU null",
          edge.ask("POST", "/read", "Transfer-Encoding: chunked", "", chunked).line());
      try (RawConnection viewer = edge.connect()) {
        // The rest of what was replaced does not become the next request.
        for (int i = 0; i < 2; i++) {
          Edge.send(viewer, "POST", "/read", "Content-Length: 2000000", "", "y".repeat(2_000_000));
          assertEquals(200, viewer.receive().status());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRemoteOriginGetsTheReplacedBody(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_REQUEST,
            BODY
                + " body.action = 'replace'; body.data = Buffer.from('<' + body.data.length"
                + " + '>').toString('base64');",
            setup ->
                setup.defaultBehavior(
                    b ->
                        b.targetOrigin("remote")
                            .allowedMethods(AllowedMethods.ALL)
                            .cachePolicy("Managed-CachingDisabled")
                            .lambdaFunction(FunctionEvent.ORIGIN_REQUEST, "fn", true)));
    post(edge, "/x", "hello");
    post(edge, "/y", "z".repeat(2_000_000));
    assertEquals(List.of("POST /x", "POST /y"), remote.asked());
    assertEquals(List.of("<8>", "<1398104>"), remote.bodies());
  }

  /** 40 KB and 1 MB of text, 53.2 KB and 1.33 MB of base64, which comes in fours. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "JETTY,  VIEWER_REQUEST, 40960,   40961,   54476,   54480",
    "TOMCAT, VIEWER_REQUEST, 40960,   40961,   54476,   54480",
    "JETTY,  ORIGIN_REQUEST, 1048576, 1048577, 1394604, 1394608",
    "TOMCAT, ORIGIN_REQUEST, 1048576, 1048577, 1394604, 1394608"
  })
  void aReplacedBodyHasItsLimit(
      ServletContainer.Kind kind,
      FunctionEvent event,
      int text,
      int textBeyond,
      int base64,
      int base64Beyond)
      throws Exception {
    Edge edge = start(kind, event, REPLACE, setup -> {});
    assertEquals(200, post(edge, "/read?text=" + text, "hello").status());
    assertEquals(502, post(edge, "/read?text=" + textBeyond, "hello").status());
    assertEquals(200, post(edge, "/read?base64=" + base64, "hello").status());
    RawResponse refused = post(edge, "/read?base64=" + base64Beyond, "hello");
    assertEquals("502 LambdaValidationError", refused.status() + " " + refused.xCache());
    assertEquals(2, edge.runs("/read"));
  }

  private static final String REPLACE =
      BODY
          + " body.action = 'replace'; body.encoding = request.querystring.split('=')[0];"
          + " body.data = 'x'.repeat(+request.querystring.split('=')[1]);";

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsNoBase64IsRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, FunctionEvent.VIEWER_REQUEST, REPLACE, setup -> {});
    assertEquals(502, post(edge, "/read?base64=5", "hello").status());
    assertEquals(
        "function replaced the body by one that is no base64",
        edge.records(1).get(0).trace().detail());
  }

  @ParameterizedTest
  @EnumSource
  void withoutIncludeBodyThereIsNoneAndNoneCanBeReplaced(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_REQUEST,
            "request.headers['x-seen'] = [{value: typeof request.body}];"
                + " if (request.uri === '/form') request.body = {action: 'replace', data: ''};",
            setup ->
                setup.defaultBehavior(
                    b ->
                        takesBodies(b)
                            .targetOrigin("app")
                            .lambdaFunction(FunctionEvent.VIEWER_REQUEST, "fn", false)));
    assertEquals("200 Miss 5 hello undefined", post(edge, "/read", "hello").line());
    RawResponse refused = post(edge, "/form", "hello");
    assertEquals("502 LambdaValidationError", refused.status() + " " + refused.xCache());
  }

  @ParameterizedTest
  @EnumSource
  void aWebAclAndAFunctionLookAtTheSameBody(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, FunctionEvent.VIEWER_REQUEST, TELL, BodyTesting::refuseEvil);
    assertEquals("200 Miss 50000 50000 54616 true", post(edge, "/read", "x".repeat(50_000)).line());
    assertEquals(403, post(edge, "/read", "so evil").status());
  }

  @ParameterizedTest
  @EnumSource
  void theOriginOfARequestIsWritten(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_REQUEST,
            "if (request.uri === '/away') request.origin = {custom: {domainName: 'localhost', port:"
                + " "
                + remote.port()
                + ", protocol: 'http', path: '/base', sslProtocols: ['TLSv1.2'], readTimeout: 5,"
                + " keepaliveTimeout: 5, customHeaders: {'x-member': [{key: 'X-Member', value:"
                + " 'fn'}]}}};",
            setup -> {});
    assertEquals("200 Miss remote", post(edge, "/away?q=1", "hello").line());
    assertEquals(List.of("POST /base/away?q=1 fn"), remote.asked());
    assertEquals(List.of("hello"), remote.bodies());
    assertTrue(post(edge, "/read", "hello").line().startsWith("200 Miss 5 hello"));
  }
}

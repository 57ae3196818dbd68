// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edge-gateway functions test}, as people type it. */
class FunctionsCommandTest {
  private static final String VIEWER_REQUEST =
      """
      {"version": "1.0", "context": {"eventType": "viewer-request"}, "viewer": {"ip": "192.0.2.1"},
       "request": {"method": "GET", "uri": "/old", "querystring": {}, "headers": {}, "cookies": {}}}
      """;
  private static final String ORIGIN_REQUEST =
      """
      {"Records": [{"cf": {"config": {"eventType": "origin-request"}, "request": {
        "clientIp": "192.0.2.1", "method": "POST", "uri": "/x", "querystring": "", "headers": {},
        "body": {"inputTruncated": false, "action": "read-only", "encoding": "base64",
                 "data": "aGk="},
        "origin": {"custom": {"customHeaders": {}, "domainName": "example.org",
          "keepaliveTimeout": 5, "path": "", "port": 443, "protocol": "https", "readTimeout": 30,
          "sslProtocols": ["TLSv1.2"]}}}}}]}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  private ExitCode run(String event, String code, String... more) throws IOException {
    Path eventFile = Files.writeString(directory.resolve("event.json"), event);
    Path codeFile = Files.writeString(directory.resolve("code.js"), code);
    String[] args = new String[6 + more.length];
    String[] first = {
      "functions", "test", "--event", eventFile.toString(), "--code", codeFile.toString()
    };
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return new Main(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(args);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFunctionIsRunAndItsLogPrinted() throws IOException {
    ExitCode code =
        run(
            VIEWER_REQUEST,
            "function handler(event) { console.log('was ' + event.request.uri);"
                + " event.request.uri = '/new'; return event.request; }");
    assertEquals(ExitCode.OK, code, text());
    assertTrue(text().contains("\"uri\":\"/new\""), text());
    assertTrue(text().contains("was /old"), text());
    assertTrue(text().contains("Compute utilisation: "), text());
  }

  @Test
  void whatADistributionWouldRefuseIsTold() throws IOException {
    ExitCode code =
        run(
            VIEWER_REQUEST,
            "function handler(event) { event.request.headers['via'] = {value: 'me'};"
                + " return event.request; }",
            "--runtime",
            "cloudfront-js-1.0");
    assertEquals(4, code.status());
    assertTrue(text().contains("A distribution would refuse:"), text());
    assertTrue(text().contains("read-only header Via"), text());
  }

  @Test
  void anEventOfLambdaAtEdgeIsForAHandlerOfNode() throws IOException {
    ExitCode code =
        run(
            ORIGIN_REQUEST,
            "exports.handler = async (event) => { const r = event.Records[0].cf.request;"
                + " r.origin.custom.domainName = 'beta.example.org'; r.body.action = 'replace';"
                + " r.body.encoding = 'text'; r.body.data = 'ho'; return r; };");
    assertEquals(ExitCode.OK, code, text());
    assertTrue(text().contains("\"domainName\":\"beta.example.org\""), text());
    assertTrue(text().contains("\"encoding\":\"text\",\"data\":\"ho\""), text());
  }

  @Test
  void whatCloudFrontDoesNotHaveIsNotedAndFailsNothing() throws IOException {
    ExitCode code =
        run(
            VIEWER_REQUEST,
            "function handler({request}) { return request; }",
            "--runtime",
            "cloudfront-js-1.0");
    assertEquals(ExitCode.OK, code, text());
    assertTrue(text().contains("Not in CloudFront's runtime:"), text());
    assertTrue(text().contains("  uses destructuring, which cloudfront-js-1.0"), text());
  }

  @Test
  void codeThatCannotRunIsAWrongCommand() throws IOException {
    assertEquals(ExitCode.USAGE, run(VIEWER_REQUEST, "function handler(event) { return ; "));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("edge-gateway: "));
    assertEquals(ExitCode.USAGE, run(VIEWER_REQUEST, "", "--runtime", "python3.12"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    ExitCode code =
        new Main(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run("functions", "test", "--event", "none.json", "--code", "none.js");
    assertEquals(ExitCode.USAGE, code);
    assertEquals(
        "edge-gateway: found no file none.json" + System.lineSeparator(),
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aLogCannotCommandTheTerminal() throws IOException {
    run(
        VIEWER_REQUEST,
        "function handler(event) { console.log('a\\u001b[2Jb\\nc'); return event.request; }");
    assertTrue(text().contains("  a?[2Jb?c"), text());
  }

  @Test
  void theOriginOfAnEventComesBackAsItIs() throws IOException {
    String bucket =
        "{\"s3\":{\"authMethod\":\"origin-access-identity\",\"customHeaders\":{},"
            + "\"domainName\":\"b.s3.eu-west-1.amazonaws.com\",\"path\":\"/p\",\"region\":"
            + "\"eu-west-1\",\"readTimeout\":20,\"responseCompletionTimeout\":0}}";
    String event =
        ORIGIN_REQUEST.replaceAll("(?s)\"origin\": .*", "\"origin\": ") + bucket + "}}}]}";
    assertEquals(
        ExitCode.OK,
        run(event, "exports.handler = async (event) => event.Records[0].cf.request;"),
        text() + err);
    assertTrue(text().contains("\"origin\":" + bucket), text());
  }
}

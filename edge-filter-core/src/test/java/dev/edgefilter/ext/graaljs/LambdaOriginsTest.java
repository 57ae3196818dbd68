// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.function.FunctionBody;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The origin and the body in events of Lambda@Edge, and what handlers may make of them. */
final class LambdaOriginsTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private static final OriginConfig CUSTOM =
      OriginConfig.builder("api", "api.example.com")
          .originPath("/v1")
          .customHeader("X-Secret", "s")
          .responseCompletionTimeoutSeconds(40)
          .custom(new CustomOriginConfig(80, 8443, OriginProtocolPolicy.HTTPS_ONLY, 20, 7))
          .build();
  private static final OriginConfig BUCKET =
      OriginConfig.builder("b", "b.s3.eu-west-1.amazonaws.com")
          .s3(true)
          .accessIdentity("origin-access-identity/cloudfront/E1")
          .build();

  private FunctionRequest run(String statements, FunctionRequest request, OriginConfig origin)
      throws FunctionException {
    LoadedFunction function =
        scripts.load(
            FunctionRuntime.LAMBDA_NODEJS,
            "exports.handler = async (event) => { const request = event.Records[0].cf.request;"
                + " const origin = request.origin; "
                + statements
                + " return request; };");
    return ((FunctionResult.Continue)
            ScriptRunner.run(function, scripts.originRequest(request, origin)))
        .request();
  }

  private OriginChange change(String statements, OriginConfig origin) throws FunctionException {
    OriginChoice choice = run(statements, ScriptRunner.REQUEST, origin).origin();
    return choice == null ? null : choice.primary().change();
  }

  @Test
  void aCustomOriginHasTheDocumentedMembers() throws Exception {
    change("console.log(JSON.stringify(origin));", CUSTOM);
    assertEquals(
        """
        {"custom":{"customHeaders":{"x-secret":[{"key":"X-Secret","value":"s"}]},\
        "domainName":"api.example.com","keepaliveTimeout":7,"path":"/v1","port":8443,\
        "protocol":"https","readTimeout":20,"responseCompletionTimeout":40,\
        "sslProtocols":["TLSv1.2"]}}""",
        scripts.log.get(0));
  }

  @Test
  void aBucketHasTheDocumentedMembers() throws Exception {
    change("console.log(JSON.stringify(origin));", BUCKET);
    assertEquals(
        """
        {"s3":{"authMethod":"origin-access-identity","customHeaders":{},\
        "domainName":"b.s3.eu-west-1.amazonaws.com","path":"","region":"eu-west-1",\
        "readTimeout":30,"responseCompletionTimeout":0}}""",
        scripts.log.get(0));
  }

  @Test
  void anOriginThatIsReturnedAsItWasIsNoChoice() throws Exception {
    assertNull(change("", CUSTOM));
    assertNull(change("", BUCKET));
    assertNull(change("delete request.origin;", CUSTOM));
  }

  @Test
  void onlyDifferencesChange() throws Exception {
    assertEquals(
        OriginChange.builder()
            .domainName("other.example.com")
            .originPath("")
            .customHeaders(Headers.of("X-New", "n"))
            .endpoint(new OriginChange.Endpoint(false, 8080))
            .readTimeoutSeconds(9)
            .keepaliveTimeoutSeconds(8)
            .completionTimeoutSeconds(0)
            .build(),
        change(
            "Object.assign(origin.custom, {domainName: 'other.example.com', path: '', port: 8080,"
                + " protocol: 'http', readTimeout: 9, keepaliveTimeout: 8,"
                + " responseCompletionTimeout: 0, customHeaders: {'x-new': [{value: 'n'}]}});",
            CUSTOM));
  }

  @Test
  void aCustomOriginMayBecomeABucket() throws Exception {
    assertEquals(
        OriginChange.builder()
            .domainName("n.s3.amazonaws.com")
            .originPath("")
            .customHeaders(Headers.EMPTY)
            .bucket(true)
            .access(new OriginChange.Access(Signing.ALWAYS, OriginType.S3, "eu-west-1"))
            .build(),
        change(
            "request.origin = {s3: {domainName: 'n.s3.amazonaws.com', region: 'eu-west-1',"
                + " authMethod: 'origin-access-identity', path: '', customHeaders: {}}};",
            CUSTOM));
  }

  @Test
  void aBucketMayBecomeACustomOrigin() throws Exception {
    OriginChange change =
        change(
            "request.origin = {custom: {domainName: 'w.example.com', port: 443, protocol: 'https',"
                + " path: '', sslProtocols: ['TLSv1.1', 'TLSv1.2'], readTimeout: 5,"
                + " keepaliveTimeout: 5, customHeaders: {}}};",
            BUCKET);
    assertEquals(new OriginChange.Endpoint(true, 443), change.endpoint());
    assertEquals(false, change.bucket());
    OriginConfig after = change.applyTo(BUCKET);
    assertEquals(
        "w.example.com 5 false",
        after.id() + " " + after.custom().readTimeoutSeconds() + " " + after.s3());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          request.origin = {};                       | without exactly one of custom and s3
          origin.s3 = {};                            | without exactly one of custom and s3
          request.origin = 'x';                      | "x" as origin, expected an object
          origin.vpc = {};                           | returned an origin with vpc
          origin.custom.weight = 1;                  | returned an origin with weight
          origin.custom.domainName = undefined;      | nothing as the domainName
          origin.custom.domainName = 'a:80';         | domainName: found "a:80"
          origin.custom.domainName = '10.0.0.1';     | domainName: found "10.0.0.1"
          origin.custom.domainName = 'a.b';          |
          origin.custom.port = 79;                   | port: found 79
          origin.custom.port = 80;                   |
          origin.custom.port = 81;                   | port: found 81
          origin.custom.port = 442;                  | port: found 442
          origin.custom.port = 443;                  |
          origin.custom.port = 444;                  | port: found 444
          origin.custom.port = 1023;                 | port: found 1023
          origin.custom.port = 1024;                 |
          origin.custom.port = 65535;                |
          origin.custom.port = 65536;                | port: found 65536
          origin.custom.port = '443';                | "443" as the port
          origin.custom.protocol = 'match-viewer';   | "match-viewer" as the protocol
          origin.custom.protocol = 'http';           |
          origin.custom.readTimeout = 0;             | readTimeout: found 0, expected 1 to 120
          origin.custom.readTimeout = 1;             |
          origin.custom.readTimeout = 120;           |
          origin.custom.readTimeout = 121;           | readTimeout: found 121, expected 1 to 120
          origin.custom.keepaliveTimeout = 0;        | keepAliveTimeout: found 0, expected 1 to 120
          origin.custom.keepaliveTimeout = 1;        |
          origin.custom.keepaliveTimeout = 120;      |
          origin.custom.keepaliveTimeout = 121;      | keepAliveTimeout: found 121, expected 1 to 120
          origin.custom.responseCompletionTimeout = -1; | responseCompletionTimeout: found -1
          origin.custom.responseCompletionTimeout = 0; |
          origin.custom.sslProtocols = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']; |
          origin.custom.sslProtocols = ['TLSv9'];    | "TLSv9"
          origin.custom.path = '';                   |
          origin.custom.path = '/' + 'x'.repeat(254); |
          origin.custom.path = '/' + 'x'.repeat(255); | originPath: found "/xxx
          origin.custom.path = 'x';                  | originPath: found "x"
          origin.custom.path = '/x/';                | originPath: found "/x/"
          origin.custom.customHeaders = {'X-A': [{value: '1'}]}; | the header "X-A", expected it in lower case
          origin.custom.customHeaders = {'x-a': '1'}; | "1" as the header "x-a", expected a list
          request.origin = bucket({});               |
          request.origin = bucket({authMethod: 'magic'}); | "magic" as the authMethod
          request.origin = bucket({authMethod: undefined}); | nothing as the authMethod
          request.origin = bucket({authMethod: 'origin-access-identity'}); | without the region
          request.origin = bucket({authMethod: 'origin-access-identity', region: 'eu-west-1'}); |
          request.origin = bucket({readTimeout: 0}); | readTimeout: found 0, expected 1 to 120
          request.origin = bucket({readTimeout: 1}); |
          request.origin = bucket({readTimeout: 120}); |
          request.origin = bucket({readTimeout: 121}); | readTimeout: found 121, expected 1 to 120
          request.origin = bucket({responseCompletionTimeout: -1}); | responseCompletionTimeout: found -1
          request.origin = bucket({domainName: 'B.s3.amazonaws.com'}); | in lower case
          request.origin = bucket({keepaliveTimeout: 5}); | returned an origin with keepaliveTimeout
          request.origin = bucket({port: 443});      | returned an origin with port
          """)
  void membersAreTakenUpToTheirLimits(String statements, String expected) throws Exception {
    String told = "";
    try {
      change(BUCKETS + statements, CUSTOM);
    } catch (FunctionException e) {
      assertEquals(FunctionException.Kind.INVALID_RESULT, e.kind());
      told = e.text();
    }
    String wanted = expected == null ? "" : expected;
    assertEquals(wanted, !wanted.isEmpty() && told.contains(wanted) ? wanted : told);
  }

  private static final String BUCKETS =
      "const bucket = (members) => ({s3: Object.assign({domainName: 'b.s3.amazonaws.com',"
          + " authMethod: 'none', region: '', path: '', customHeaders: {}}, members)});";

  @Test
  void anEventOfAViewerHasNoOrigin() {
    LoadedFunction function =
        scripts.load(
            FunctionRuntime.LAMBDA_NODEJS,
            "exports.handler = async (event) => { const request = event.Records[0].cf.request;"
                + " request.origin = {custom: {domainName: 'a.b', port: 80, protocol: 'http'}};"
                + " return request; };");
    FunctionException e =
        assertThrows(
            FunctionException.class, () -> scripts.request(function, ScriptRunner.REQUEST));
    assertEquals("returned an origin, which is possible on origin-request only", e.text());
  }

  @Test
  void theBodyIsInBase64AndMayBeReplaced() throws Exception {
    FunctionRequest request =
        ScriptRunner.REQUEST.withBody(FunctionBody.ofViewer(new byte[] {'h', 'i'}, true));
    FunctionRequest same = run("console.log(JSON.stringify(request.body));", request, CUSTOM);
    assertEquals(
        "{\"inputTruncated\":true,\"action\":\"read-only\",\"encoding\":\"base64\",\"data\":\"aGk=\"}",
        scripts.log.get(0));
    assertEquals(request.body(), same.body());
    assertEquals(request.body(), run("request.body.data = 'eA==';", request, CUSTOM).body());
    assertEquals(request.body(), run("delete request.body;", request, CUSTOM).body());
    assertEquals(
        FunctionBody.replacing("new"),
        run(
                "request.body.action = 'replace'; request.body.encoding = 'text';"
                    + " request.body.data = 'new';",
                request,
                CUSTOM)
            .body());
    assertEquals(
        FunctionBody.replacing(new byte[] {1, 2}),
        run("request.body = {action: 'replace', data: 'AQI='};", request, CUSTOM).body());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {action: 'append'}                                | "append" as action
          {action: 'replace', encoding: 'gzip'}             | "gzip" as encoding
          {action: 'replace', data: 7}                      | 7 as the data of a body
          'text'                                            | "text" as the body of a request
          """)
  void whatIsNoBodyIsAnInvalidResult(String body, String expected) {
    FunctionException e =
        assertThrows(
            FunctionException.class,
            () -> run("request.body = " + body + ";", ScriptRunner.REQUEST, CUSTOM));
    assertEquals(expected, e.text().contains(expected) ? expected : e.text());
  }
}

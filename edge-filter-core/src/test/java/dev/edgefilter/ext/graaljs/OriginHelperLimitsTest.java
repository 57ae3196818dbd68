// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionResponse;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the helpers that change the origin take and refuse, on both sides of each limit. */
final class OriginHelperLimitsTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {domainName: name(253)}                 |
          {domainName: name(254)}                 | domainName: found "aaa
          {domainName: 'A.example.com'}           |
          {domainName: 'a:80'}                    | domainName: found "a:80"
          {domainName: '10.0.0.1'}                | domainName: found "10.0.0.1"
          {domainName: '127.1'}                   | domainName: found "127.1"
          {domainName: '2130706433'}              | domainName: found "2130706433"
          {domainName: '0x7f000001'}              | domainName: found "0x7f000001"
          {domainName: '[::1]'}                   | domainName: found "[::1]"
          {domainName: ''}                        | domainName: found ""
          {domainName: 7}                         | returned 7 as domainName, expected a string
          {domainName: name(128), originAccessControlConfig: S3} |
          {domainName: name(129), originAccessControlConfig: S3} | at most 128 characters
          {domainName: 'B.s3.amazonaws.com', originAccessControlConfig: S3} | in lower case
          {hostHeader: name(253)}                 |
          {hostHeader: name(254)}                 | hostHeader: found "aaa
          {hostHeader: '127.1'}                   | hostHeader: found "127.1"
          {hostHeader: '1.2.3.4'}                 | hostHeader: found "1.2.3.4"
          {hostHeader: 'a:80'}                    | hostHeader: found "a:80"
          {originPath: '/' + 'x'.repeat(254)}     |
          {originPath: '/' + 'x'.repeat(255)}     | originPath: found "/xxx
          {originPath: '/%C3%BC'}                 |
          {originPath: '/\u00fc'}                 | originPath: found
          {originPath: 'x'}                       | originPath: found "x"
          {originPath: '/x/'}                     | originPath: found "/x/"
          {originPath: '/'}                       | originPath: found "/"
          {originPath: '/a b'}                    | originPath: found "/a b"
          {connectionAttempts: 0}                 | connectionAttempts: found 0, expected 1 to 3
          {connectionAttempts: 1}                 |
          {connectionAttempts: 3}                 |
          {connectionAttempts: 4}                 | connectionAttempts: found 4, expected 1 to 3
          {connectionAttempts: 1.5}               | 1.5 as connectionAttempts
          {timeouts: {connectionTimeout: 0}}      | connectionTimeout: found 0, expected 1 to 10
          {timeouts: {connectionTimeout: 1}}      |
          {timeouts: {connectionTimeout: 10}}     |
          {timeouts: {connectionTimeout: 11}}     | connectionTimeout: found 11, expected 1 to 10
          {timeouts: {readTimeout: 0}}            | readTimeout: found 0, expected 1 to 120
          {timeouts: {readTimeout: 1}}            |
          {timeouts: {readTimeout: 120}}          |
          {timeouts: {readTimeout: 121}}          | readTimeout: found 121, expected 1 to 120
          {timeouts: {keepAliveTimeout: 0}}       | keepAliveTimeout: found 0, expected 1 to 120
          {timeouts: {keepAliveTimeout: 1}}       |
          {timeouts: {keepAliveTimeout: 120}}     |
          {timeouts: {keepAliveTimeout: 121}}     | keepAliveTimeout: found 121, expected 1 to 120
          {timeouts: {responseCompletionTimeout: -1}} | responseCompletionTimeout: found -1, expected 0 or more
          {timeouts: {responseCompletionTimeout: 0}} |
          {timeouts: {idle: 1}}                   | passed idle to updateRequestOrigin
          {customHeaders: {'x-a': '1'}}           |
          {customHeaders: {'X-A': '1'}}           | passed the custom header "X-A"
          {customHeaders: {'x-a': {value: '1'}}}  | an object as a custom header, expected a string
          {customHeaders: {'x a': '1'}}           | passed to updateRequestOrigin
          {customOriginConfig: custom(79)}        | port: found 79
          {customOriginConfig: custom(80)}        |
          {customOriginConfig: custom(81)}        | port: found 81
          {customOriginConfig: custom(442)}       | port: found 442
          {customOriginConfig: custom(443)}       |
          {customOriginConfig: custom(444)}       | port: found 444
          {customOriginConfig: custom(1023)}      | port: found 1023
          {customOriginConfig: custom(1024)}      |
          {customOriginConfig: custom(65535)}     |
          {customOriginConfig: custom(65536)}     | port: found 65536
          {customOriginConfig: {protocol: 'http', sslProtocols: []}} | nothing as port
          {customOriginConfig: {port: 80, sslProtocols: []}} | nothing as protocol
          {customOriginConfig: {port: 80, protocol: 'http'}} | nothing as sslProtocols
          {customOriginConfig: {port: 80, protocol: 'ftp', sslProtocols: []}} | passed "ftp" as protocol
          {customOriginConfig: {port: 80, protocol: 'https', sslProtocols: ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']}} |
          {customOriginConfig: {port: 80, protocol: 'http', sslProtocols: ['TLSv9']}} | passed "TLSv9"
          {domainName: 'a.b', customOriginConfig: addresses('ipv4')} |
          {domainName: 'a.b', customOriginConfig: addresses('ipv6')} |
          {domainName: 'a.b', customOriginConfig: addresses('dualstack')} |
          {domainName: 'a.b', customOriginConfig: addresses('ipv5')} | passed "ipv5" as ipAddressType
          {customOriginConfig: addresses('ipv4')} | passed ipAddressType without domainName
          {originAccessControlConfig: access('always', 's3')} |
          {originAccessControlConfig: access('never', 'mediapackagev2')} |
          {originAccessControlConfig: access('no-override', 'mediastore')} |
          {originAccessControlConfig: access('always', 'lambda')} |
          {originAccessControlConfig: access('often', 's3')} | passed "often" as signingBehavior
          {originAccessControlConfig: access('always', 'ftp')} | passed "ftp" as originType
          {originAccessControlConfig: {enabled: true, signingBehavior: 'always', signingProtocol: 'sigv2', originType: 's3'}} | passed "sigv2" as signingProtocol
          {originAccessControlConfig: {enabled: 1}} | passed 1 as enabled
          {originAccessControlConfig: {}}         | passed nothing as enabled
          {originShield: {enabled: true, region: 'us-east-1'}} |
          {originShield: {enabled: false}}        |
          {originShield: {region: 'us-east-1'}}   | passed nothing as enabled
          {originShield: {enabled: true, zone: 1}} | passed zone to updateRequestOrigin
          {sni: name(253)}                        |
          {sni: name(254)}                        | sni: found "aaa
          {sni: '10.0.0.1'}                       | sni: found "10.0.0.1"
          {allowedCertificateNames: Array(20).fill('a.b')} |
          {allowedCertificateNames: Array(21).fill('a.b')} | allowedCertificateNames: found 21
          {allowedCertificateNames: [name(64)]}   |
          {allowedCertificateNames: [name(65)]}   | allowedCertificateNames: found "aaa
          {allowedCertificateNames: ['*.' + name(62)]} |
          {allowedCertificateNames: ['*.' + name(63)]} | allowedCertificateNames: found "aaa
          {allowedCertificateNames: ['a.*.b']}    | allowedCertificateNames: found "a.*.b"
          {vpcOriginConfig: {}}                   | passed vpcOriginConfig to updateRequestOrigin
          {}                                      |
          'a.b'                                   | "a.b" as an origin, expected an object
          undefined                               | the origin is missing
          """)
  void membersAreTakenUpToTheirLimits(String origin, String expected) throws Exception {
    assertTold(expected, "cf.updateRequestOrigin(" + origin + ")");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cf.selectRequestOriginById('a', {})                   |
          cf.selectRequestOriginById()                          | the origin is missing
          cf.selectRequestOriginById(7)                         | 7 as the id of an origin
          cf.selectRequestOriginById('a', 'b')                  | "b" as options
          cf.selectRequestOriginById('a', {originPath: '/x'})   | passed originPath to selectRequestOriginById
          cf.selectRequestOriginById('a', {hostHeader: 'a:1'})  | hostHeader: found "a:1"
          cf.selectRequestOriginById('a', {sni: '10.0.0.1'})    | sni: found "10.0.0.1"
          group({originIds: ['a', 'b']})                        |
          group({originIds: ['a']})                             | made a group of 1 origins, expected two
          group({originIds: ['a', 'b', 'c']})                   | made a group of 3 origins, expected two
          group({originIds: []})                                | made a group of 0 origins, expected two
          group({})                                             | nothing as originIds
          group({originIds: ['a', {id: 'b'}]})                  | passed id to createRequestOriginGroup
          group({originIds: ['a', {originOverrides: {}}]})      | nothing as originId
          group({originIds: ['a', {originId: 'b', originOverrides: {sni: 'a:1'}}]}) | sni: found "a:1"
          group({originIds: ['a', 'b'], failoverCriteria: undefined}) | nothing as the statusCodes
          group({originIds: ['a', 'b'], failoverCriteria: {}})  | nothing as the statusCodes
          group({originIds: ['a', 'b'], failoverCriteria: ['500']}) | "500" as a status code
          group({originIds: ['a', 'b'], failoverCriteria: []}) | failoverCriteria: found [], expected one or more of [400, 403, 404, 416, 429, 500, 502, 503, 504]
          group({originIds: ['a', 'b'], failoverCriteria: {statusCodes: [400, 403, 404, 416, 429, 500, 502, 503, 504]}}) |
          group({originIds: ['a', 'b'], failoverCriteria: [500, 501]}) | failoverCriteria: found [500, 501]
          group({originIds: ['a', 'b'], failoverCriteria: [200]}) | failoverCriteria: found [200]
          group({originIds: ['a', 'b'], selectionCriteria: 'default'}) |
          group({originIds: ['a', 'b'], selectionCriteria: 'media-quality-score'}) | chose selectionCriteria other than "default"
          group({originIds: ['a', 'b'], weight: 1})             | passed weight to createRequestOriginGroup
          """)
  void otherHelpersTakeWhatIsDocumented(String call, String expected) throws Exception {
    assertTold(expected, call);
  }

  private void assertTold(String expected, String call) throws Exception {
    String told =
        scripts
            .answer(
                scripts.load(
                    """
                    import cf from 'cloudfront';
                    const S3 = access('always', 's3');
                    function name(length) { // of labels that are not too long
                      return 'aaaaaaaaa.'.repeat(length / 10) + 'a'.repeat(length %% 10);
                    }
                    function custom(port) {
                      return {port: port, protocol: 'http', sslProtocols: ['TLSv1.2']};
                    }
                    function addresses(type) {
                      return Object.assign(custom(80), {ipAddressType: type});
                    }
                    function access(behavior, type) {
                      return {enabled: true, signingBehavior: behavior, signingProtocol: 'sigv4', originType: type};
                    }
                    function group(written) {
                      cf.createRequestOriginGroup(Object.assign({failoverCriteria: [500]}, written));
                    }
                    function handler(event) {
                      let told = 'taken';
                      try { %s; } catch (e) { told = e.message; }
                      return {statusCode: 200, body: told};
                    }
                    """
                        .formatted(call)),
                ScriptRunner.REQUEST)
            .body();
    String wanted = expected == null ? "taken" : expected;
    assertEquals(wanted, told.contains(wanted) ? wanted : told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "updateRequestOrigin({})",
        "selectRequestOriginById('a')",
        "createRequestOriginGroup({originIds: ['a', 'b'], failoverCriteria: [500]})"
      })
  void helpersAreForViewerRequestOnly(String call) {
    LoadedFunction function =
        scripts.load(
            "import cf from 'cloudfront'; function handler(event) { cf."
                + call
                + "; return event.response; }");
    FunctionException e =
        assertThrows(
            FunctionException.class,
            () -> scripts.response(function, FunctionResponse.status(200)));
    assertTrue(e.text().contains("the origin can be changed on viewer-request only"), e.text());
  }
}

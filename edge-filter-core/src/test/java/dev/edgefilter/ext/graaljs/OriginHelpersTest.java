// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The helpers that change the origin, with every member that the reference lists. */
final class OriginHelpersTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private OriginChoice chosen(String calls) throws Exception {
    return scripts
        .request(
            scripts.load(
                "import cf from 'cloudfront'; function handler(event) { "
                    + calls
                    + " return event.request; }"),
            ScriptRunner.REQUEST)
        .origin();
  }

  @Test
  void everyMemberOfAnOriginIsRead() throws Exception {
    OriginChoice choice =
        chosen(
            """
            cf.updateRequestOrigin({
              domainName: 'api.example.com',
              hostHeader: 'www.example.com',
              originPath: '/v2',
              customHeaders: {'x-tenant': '7'},
              connectionAttempts: 2,
              originShield: {enabled: true, region: 'eu-west-1'},
              originAccessControlConfig: {
                enabled: true, signingBehavior: 'no-override', signingProtocol: 'sigv4',
                originType: 'lambda'
              },
              timeouts: {
                readTimeout: 120, responseCompletionTimeout: 121, keepAliveTimeout: 119,
                connectionTimeout: 9
              },
              customOriginConfig: {
                port: 8443, protocol: 'https', sslProtocols: ['TLSv1.2'], ipAddressType: 'ipv4'
              },
              sni: 'sni.example.com',
              allowedCertificateNames: ['*.example.com', 'example.com']
            });
            """);
    assertEquals(
        OriginChoice.changed(
            OriginChange.builder()
                .domainName("api.example.com")
                .hostHeader("www.example.com")
                .originPath("/v2")
                .customHeaders(Headers.of("X-Tenant", "7"))
                .connectionAttempts(2)
                .access(new OriginChange.Access(Signing.NO_OVERRIDE, OriginType.LAMBDA, null))
                .readTimeoutSeconds(120)
                .completionTimeoutSeconds(121)
                .keepaliveTimeoutSeconds(119)
                .connectionTimeoutSeconds(9)
                .endpoint(new OriginChange.Endpoint(true, 8443))
                .bucket(false)
                .serverName("sni.example.com")
                .certificateNames(List.of("*.example.com", "example.com"))
                .build()),
        choice);
  }

  @Test
  void aBucketIsTakenFromItsAccessControl() throws Exception {
    OriginChoice choice =
        chosen(
            """
            cf.updateRequestOrigin({
              domainName: 'b.s3.eu-west-1.amazonaws.com',
              originAccessControlConfig: {
                enabled: true, signingBehavior: 'always', signingProtocol: 'sigv4', originType: 's3'
              }
            });
            """);
    OriginChange change = choice.primary().change();
    assertEquals(true, change.bucket());
    assertEquals(new OriginChange.Access(Signing.ALWAYS, OriginType.S3, null), change.access());
  }

  @Test
  void emptyMembersClearAndTheLastCallCounts() throws Exception {
    OriginChoice choice =
        chosen(
            "cf.selectRequestOriginById('b');"
                + " cf.updateRequestOrigin({customHeaders: {}, originPath: '',"
                + " originAccessControlConfig: {enabled: false}});");
    OriginChange change = choice.primary().change();
    assertNull(choice.primary().originId());
    assertEquals(Headers.EMPTY, change.customHeaders());
    assertEquals("", change.originPath());
    assertEquals(Signing.NEVER, change.access().signing());
  }

  @Test
  void anOriginIsSelectedWithItsOptions() throws Exception {
    assertEquals(
        OriginChoice.of(
            "b",
            OriginChange.builder()
                .hostHeader("h.example.com")
                .serverName("s.example.com")
                .certificateNames(List.of("c.example.com"))
                .build()),
        chosen(
            "cf.selectRequestOriginById('b', {hostHeader: 'h.example.com', sni: 's.example.com',"
                + " allowedCertificateNames: ['c.example.com']});"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ['a', 'b']                                     | [500, 503]
          ['a', 'b']                                     | {statusCodes: [500, 503]}
          [{originId: 'a'}, {originId: 'b'}]             | {statusCodes: [500, 503]}
          """)
  void aGroupIsWrittenInSeveralWays(String members, String criteria) throws Exception {
    assertEquals(
        OriginChoice.group("a", "b", Set.of(500, 503)),
        chosen(
            "cf.createRequestOriginGroup({originIds: "
                + members
                + ", selectionCriteria: 'default', failoverCriteria: "
                + criteria
                + "});"));
  }

  @Test
  void membersOfAGroupHaveOverrides() throws Exception {
    OriginChoice choice =
        chosen(
            "cf.createRequestOriginGroup({originIds: [{originId: 'a', originOverrides:"
                + " {originPath: '/x'}}, {originId: 'b'}], failoverCriteria: [500]});");
    assertEquals("/x", choice.primary().change().originPath());
    assertEquals(OriginChange.NONE, choice.secondary().change());
  }
}

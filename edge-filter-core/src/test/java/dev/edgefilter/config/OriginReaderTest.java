// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Origin groups, buckets and origin access controls as the command line prints them. */
final class OriginReaderTest {
  private static final String FILE =
      """
      {
        "OriginAccessControls": [{"Id": "E-OAC", "OriginAccessControlConfig": {
          "Name": "oac", "Description": "x", "SigningProtocol": "sigv4",
          "SigningBehavior": "no-override", "OriginAccessControlOriginType": "s3"}}],
        "Distributions": [{"Id": "D", "DomainName": "d.test", "DistributionConfig": {
          "Enabled": true, "Comment": "",
          "Origins": {"Quantity": 2, "Items": [
            {"Id": "one", "DomainName": "b.s3.eu-west-1.amazonaws.com",
             "S3OriginConfig": {"OriginAccessIdentity": "", "OriginReadTimeout": 7},
             "OriginAccessControlId": "E-OAC"},
            {"Id": "two", "DomainName": "self"}]},
          "OriginGroups": {"Quantity": 1, "Items": [{"Id": "pair",
            "FailoverCriteria": {"StatusCodes": {"Quantity": 2, "Items": [500, 503]}},
            "Members": {"Quantity": 2, "Items": [{"OriginId": "one"}, {"OriginId": "two"}]},
            "SelectionCriteria": "default"}]},
          "DefaultCacheBehavior": {"TargetOriginId": "pair", "ViewerProtocolPolicy": "allow-all",
            "CachePolicyId": "Managed-CachingOptimized"}}}]
      }
      """;

  @Test
  void everythingIsRead() {
    EdgeConfig config = EdgeConfigReader.readJson("s.json", FILE);

    assertEquals(
        List.of(new OriginAccessControlConfig("E-OAC", "oac", Signing.NO_OVERRIDE, OriginType.S3)),
        config.originAccessControls());
    DistributionConfig site = config.distributions().get(0);
    OriginConfig bucket = site.origins().get(0);
    assertTrue(bucket.s3());
    assertEquals("E-OAC", bucket.accessControlId());
    assertEquals(7, bucket.s3ReadTimeoutSeconds());
    assertEquals(
        List.of(new OriginGroupConfig("pair", List.of(500, 503), List.of("one", "two"))),
        site.originGroups());
    assertEquals("pair", site.defaultCacheBehavior().targetOriginId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          "no-override" | "sometimes" | signingBehavior: found "sometimes"; expected one of always, never, no-override
          "sigv4" | "sigv5" | signingProtocol: found "sigv5"; expected one of sigv4
          "s3"}} | "disk"}} | OriginType: found "disk"; expected one of s3, mediastore, mediapackagev2, lambda
          "OriginAccessControlId": "E-OAC" | "OriginAccessControlId": "E-OA" | found "E-OA"
          "OriginAccessIdentity": "" | "OriginAccessIdentity": "x" | leave the identity empty
          "OriginReadTimeout": 7 | "OriginReadTimeout": 0 | found 0; expected at least 1 second
          [500, 503] | [500, 501] | expected one or more of 400, 403, 404, 416, 429, 500, 502, 503, 504
          {"OriginId": "two"} | {"OriginId": "one"} | expected two different origins
          {"OriginId": "two"} | {"OriginId": "tow"} | expected the id of an origin
          "SelectionCriteria": "default" | "SelectionCriteria": "media-quality-based" | expected one of default
          """)
  void whatIsWrongIsSaid(String part, String broken, String expected) {
    assertTrue(FILE.contains(part), part);
    ConfigException thrown =
        assertThrows(
            ConfigException.class,
            () -> EdgeConfigReader.readJson("s.json", FILE.replace(part, broken)));
    assertEquals(1, thrown.problems().size(), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
  }
}

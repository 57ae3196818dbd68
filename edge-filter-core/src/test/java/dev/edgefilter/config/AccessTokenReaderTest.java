// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.config.AccessTokenConfig.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access tokens are read strictly, and their keys are shown to nobody. */
class AccessTokenReaderTest {
  private static final String GOOD =
      """
      {"Distributions": [{"Id": "D1", "DistributionConfig": {
        "CallerReference": "1", "Comment": "", "Enabled": true,
        "Origins": {"Quantity": 1, "Items": [{"Id": "site", "DomainName": "origin.example.com",
          "CustomOriginConfig":
            {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "allow-all",
          "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}}}],
       "AccessTokens": [{"Id": "t", "Behaviors": [{"DistributionId": "D1", "PathPattern": "*"}],
        "Format": "uri-signing", "Algorithms": ["ES256"], "Keys": "{secret keys}",
        "Issuers": ["shop"], "Transport": {"Query": "q", "Cookie": "c"},
        "AddressKeys": "{secret addresses}", "RenewalKey": "{secret key}",
        "RenewalIssuer": "edge"}]}
      """;

  @Test
  void allIsReadAndKeysAreNotShown() {
    EdgeConfig config = EdgeConfigReader.readJson("tokens.json", GOOD);
    AccessTokenConfig token = config.accessTokens().get(0);
    assertEquals(Format.URI_SIGNING, token.format());
    assertEquals("{secret addresses}", token.addressKeys());
    assertEquals("{secret key}", token.renewalKey());
    assertEquals("edge", token.renewalIssuer());
    assertFalse(config.toString().contains("secret"));
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "uri-signing" | "jwt"         | accessTokens[0].renewalKey: is for the format uri-signing; remove it, or set that format
          , "Cookie": "c" | | accessTokens[0].transport.cookie: is empty; expected the name of the cookie that takes new tokens back, such as URISigningPackage
          "RenewalKey": "{secret key}", | | accessTokens[0].renewalIssuer: is set without RenewalKey; expected both
          "ES256" | "none" | accessTokens[0].algorithms: found "none"; expected some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, HS256, HS384, HS512
          "ES256" | "ES256", "HS256" | accessTokens[0].algorithms: expected at least one, and none that shares a secret (HS…) beside one with public keys, as a public key must never be taken for a secret
          "RenewalKey" | "RenewalKye" | accessTokens[0].renewalKye: found the unknown field "RenewalKye"; did you mean "RenewalKey"?
          """)
  void problems(String found, String put, String expected) {
    String json = GOOD.replace(found, put == null ? "" : put);
    ConfigException e =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.readJson("tokens.json", json));
    ConfigProblem first = e.problems().get(0);
    assertEquals(expected, first.place() + ": " + first.message());
    assertFalse(e.getMessage().contains("secret k"), e.getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.AccessTokenConfig.Format;
import dev.edgefilter.config.AccessTokenConfig.Transport;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.TokenKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens open a path, and why others do not. */
class TokenRuleTest {
  private static final long NOW = 1_800_000_000L;
  private static final String URL = "https://www.example.test/video/a.m3u8?x=1";

  private static RSAKey rsa;
  private static ECKey elliptic;
  private static ECKey stranger;
  private static TokenKeys keys;

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    elliptic = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    stranger = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    keys = TokenKeys.parse(new JWKSet(List.<JWK>of(rsa, elliptic)).toString());
  }

  private static AccessTokenConfig.Builder config() {
    return AccessTokenConfig.builder("t")
        .algorithms("RS256", "ES256")
        .issuers("https://issuer.test")
        .audiences("cdn")
        .pathClaim("paths");
  }

  private static final String GOOD =
      "{\"iss\":\"https://issuer.test\",\"aud\":[\"x\",\"cdn\"],\"exp\":1800000010,\"nbf\":1800000000,"
          + "\"paths\":[\"/video/*\"]}";

  private static JWSHeader.Builder es256() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").type(JOSEObjectType.JWT);
  }

  private static String sign(JWSHeader header, String claims, JWSSigner signer) throws Exception {
    JWSObject jws = new JWSObject(header, new Payload(claims));
    jws.sign(signer);
    return jws.serialize();
  }

  private static String token(String claims) throws Exception {
    return sign(es256().build(), claims, new ECDSASigner(elliptic));
  }

  private static String decide(AccessTokenConfig config, String token) {
    return decide(config, token, URL, NOW);
  }

  private static String decide(AccessTokenConfig config, String token, String url, long now) {
    RequestHead request =
        RequestHead.of("GET", url, Headers.of("Authorization", "Bearer " + token));
    TokenRule rule = new TokenRule(config, () -> keys);
    return rule.decide(rule.token(request, null), request, request.path(), null, now * 1000)
        .reason()
        .token();
  }

  @Test
  void aGoodTokenOpensTheItsPaths() throws Exception {
    AccessTokenConfig config = config().build();
    assertEquals("token", decide(config, token(GOOD)));
    String byRsa =
        sign(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(),
            GOOD,
            new RSASSASigner(rsa));
    assertEquals("token", decide(config, byRsa));
    String unnamed =
        sign(new JWSHeader.Builder(JWSAlgorithm.RS256).build(), GOOD, new RSASSASigner(rsa));
    assertEquals("token", decide(config, unnamed));
    assertEquals(
        "token-wrong-resource",
        decide(config, token(GOOD), "https://www.example.test/videos/a", NOW));
    assertEquals(
        "ambiguous-path",
        decide(config, token(GOOD), "https://www.example.test/video/../secret", NOW));
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "exp":1800000010,       | "exp":1800000001,      | token
          "exp":1800000010,       | "exp":1800000000,      | token-expired
          "exp":1800000010,       | "exp":"1800000010",    | token-expired
          "exp":1800000010,       |                        | token-expired
          "nbf":1800000000,       | "nbf":1800000001,      | token-not-yet
          "nbf":1800000000,       |                        | token
          https://issuer.test     | https://issuer.test/   | token-wrong-issuer
          "iss":"https://issuer.test", |                   | token-wrong-issuer
          ["x","cdn"]             | "cdn"                  | token
          ["x","cdn"]             | ["x"]                  | token-wrong-audience
          "aud":["x","cdn"],      |                        | token-wrong-audience
          ["/video/*"]            | "/video/*"             | token
          ["/video/*"]            | "/video/a.m3u8"        | token
          ["/video/*"]            | []                     | token-wrong-resource
          ["/video/*"]            | [1]                    | token-wrong-resource
          ["/video/*"]            | "video/*"              | token-wrong-resource
          """)
  void claimsAreCompared(String found, String put, String expected) throws Exception {
    String claims = GOOD.replace(found, put == null ? "" : put);
    assertEquals(expected, decide(config().build(), token(claims)));
  }

  @Test
  void tolerancesCountBothWays() throws Exception {
    AccessTokenConfig config = config().toleranceSeconds(5).build();
    assertEquals("token", decide(config, token(GOOD), URL, NOW + 14));
    assertEquals("token-expired", decide(config, token(GOOD), URL, NOW + 15));
    assertEquals("token", decide(config, token(GOOD), URL, NOW - 5));
    assertEquals("token-not-yet", decide(config, token(GOOD), URL, NOW - 6));
  }

  @Test
  void tricksWithAlgorithmsAndKeysAreRefused() throws Exception {
    AccessTokenConfig config = config().build();
    String none = Base64URL.encode("{\"alg\":\"none\"}") + "." + Base64URL.encode(GOOD) + ".";
    assertEquals("token-malformed", decide(config, none));
    // The public key as the secret of an HMAC.
    byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
    String confused =
        sign(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
            GOOD,
            new MACSigner(publicKey));
    assertEquals("token-algorithm", decide(config, confused));
    assertEquals("token-unknown-key", decide(config().algorithms("HS256").build(), confused));
    String otherKid =
        sign(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("../../etc/passwd").build(),
            GOOD,
            new ECDSASigner(elliptic));
    assertEquals("token-unknown-key", decide(config, otherKid));
    assertEquals(
        "token-wrong-signature",
        decide(config, sign(es256().build(), GOOD, new ECDSASigner(stranger))));
    // A key that the token brings itself is no key.
    String own = sign(es256().jwk(stranger.toPublicJWK()).build(), GOOD, new ECDSASigner(stranger));
    assertEquals("token-wrong-signature", decide(config, own));
    String critical =
        sign(
            es256().criticalParams(Set.of("exp")).customParam("exp", 1).build(),
            GOOD,
            new ECDSASigner(elliptic));
    assertEquals("token-critical", decide(config, critical));
    String good = token(GOOD);
    int last = good.lastIndexOf('.');
    assertEquals("token-wrong-signature", decide(config, good.substring(0, last + 1) + "AAAA"));
    assertEquals("token-malformed", decide(config, good.substring(0, last)));
  }

  @Test
  void rememberedTokensExpireAndLoseTheirKeys() throws Exception {
    AtomicReference<TokenKeys> now = new AtomicReference<>(keys);
    TokenRule rule = new TokenRule(config().build(), now::get);
    RequestHead request =
        RequestHead.of("GET", URL, Headers.of("Authorization", "Bearer " + token(GOOD)));
    Token token = rule.token(request, null);
    for (int i = 0; i < 3; i++) {
      assertEquals(
          AccessReason.TOKEN, rule.decide(token, request, "/video/a", null, NOW * 1000).reason());
    }
    assertEquals(
        AccessReason.TOKEN_EXPIRED,
        rule.decide(token, request, "/video/a", null, (NOW + 10) * 1000).reason());
    assertEquals(
        AccessReason.TOKEN_WRONG_RESOURCE,
        rule.decide(token, request, "/other", null, NOW * 1000).reason());
    now.set(TokenKeys.parse(new JWKSet(List.<JWK>of(rsa, stranger)).toString()));
    assertEquals(
        AccessReason.TOKEN_WRONG_SIGNATURE,
        rule.decide(token, request, "/video/a", null, NOW * 1000).reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "....", "{}", "\u00e9"})
  void whatIsNoTokenIsMalformed(String token) {
    assertEquals("token-malformed", decide(config().build(), token));
  }

  @Test
  void claimsThatAreNoObjectAreMalformed() throws Exception {
    assertEquals("token-malformed", decide(config().build(), token("[1]")));
    assertEquals("token-malformed", decide(config().build(), "x".repeat(9000)));
  }

  @Test
  void brokenKeySetsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> TokenKeys.parse("{}"));
    assertThrows(IllegalArgumentException.class, () -> TokenKeys.parse("{\"keys\":[]}"));
    assertThrows(IllegalArgumentException.class, () -> TokenKeys.parse("nonsense"));
  }

  @Test
  void keysThatMustNotVerifyAreLeftOut() throws Exception {
    RSAKey weak = new RSAKeyGenerator(1024, true).generate();
    assertThrows(
        IllegalArgumentException.class, () -> TokenKeys.parse(new JWKSet(weak).toString()));
    ECKey encrypts =
        new ECKey.Builder(elliptic.toPublicJWK())
            .keyOperations(Set.of(KeyOperation.DERIVE_KEY))
            .build();
    assertThrows(
        IllegalArgumentException.class, () -> TokenKeys.parse(new JWKSet(encrypts).toString()));
    String secret = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}]}";
    assertThrows(IllegalArgumentException.class, () -> TokenKeys.parse(secret));
  }

  private static AccessTokenConfig signing() {
    return AccessTokenConfig.builder("s")
        .format(Format.URI_SIGNING)
        .algorithms("ES256")
        .transport(new Transport(false, "", AccessTokenConfig.URI_SIGNING_PACKAGE, ""))
        .build();
  }

  private static String uriSigned(String claims) throws Exception {
    String url = URL + "&URISigningPackage=" + token(claims);
    RequestHead request = RequestHead.of("GET", url, Headers.EMPTY);
    TokenRule rule = new TokenRule(signing(), () -> keys);
    return rule.decide(rule.token(request, null), request, request.path(), "192.0.2.7", NOW * 1000)
        .reason()
        .token();
  }

  @Test
  void uriSigningComparesTheContainer() throws Exception {
    String hash =
        Base64URL.encode(
                MessageDigest.getInstance("SHA-256").digest(URL.getBytes(StandardCharsets.UTF_8)))
            .toString();
    assertEquals("token", uriSigned("{\"cdniuc\":\"hash:sha-256;" + hash + "\"}"));
    assertEquals("token-wrong-resource", uriSigned("{\"cdniuc\":\"hash:sha-256;AAAA\"}"));
    assertEquals(
        "token",
        uriSigned("{\"cdniuc\":\"regex:https://www\\\\.example\\\\.test/video/.*\",\"cdniv\":1}"));
    assertEquals("token-wrong-resource", uriSigned("{\"cdniuc\":\"regex:/video/.*\"}"));
    assertEquals("token-wrong-resource", uriSigned("{\"cdniuc\":\"regex:(\"}"));
    assertEquals("token-wrong-resource", uriSigned("{\"exp\":1800000010}"));
    assertEquals("token-expired", uriSigned("{\"cdniuc\":\"regex:.*\",\"exp\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"cdniv\":2",
        "\"cdniip\":\"x\"",
        "\"cdniets\":30",
        "\"cdnistt\":1,\"cdniets\":30",
        "\"cdnicrit\":\"cdniuc,other\""
      })
  void uriSigningSkipsNothingItDoesNotUnderstand(String claim) throws Exception {
    assertEquals("token-unsupported-claim", uriSigned("{\"cdniuc\":\"regex:.*\"," + claim + "}"));
  }

  @Test
  void anIssuerThatIsNamedMustBeKnown() throws Exception {
    assertEquals("token-wrong-issuer", uriSigned("{\"cdniuc\":\"regex:.*\",\"iss\":\"somebody\"}"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.AccessTokenConfig.Format;
import dev.edgefilter.config.AccessTokenConfig.Transport;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.SealedTexts;
import dev.edgefilter.internal.access.signing.TokenKeys;
import dev.edgefilter.internal.access.signing.TokenSigner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted addresses and chains of tokens (RFC 9246). */
class UriSigningTest {
  private static final long NOW = 1_800_000_000L;
  private static final String PACKAGE = AccessTokenConfig.URI_SIGNING_PACKAGE;
  private static final String PLAYLIST = "https://www.example.test/video/7/master.m3u8";
  private static final String SEGMENT = "https://www.example.test/video/7/segment-1.ts";
  private static final String CHAIN =
      "{\"iss\":\"shop\",\"sub\":\"me\",\"iat\":1,\"jti\":\"first\",\"exp\":1800000010,"
          + "\"cdniuc\":\"regex:https://www\\\\.example\\\\.test/video/.*\","
          + "\"cdniets\":30,\"cdnistt\":1,\"cdnistd\":2}";

  private static ECKey publisher;
  private static ECKey edge;
  private static OctetSequenceKey secret;
  private static ECKey agreement;
  private static RSAKey rsa;
  private static TokenRule rule;

  @BeforeAll
  static void makeKeys() throws Exception {
    publisher = new ECKeyGenerator(Curve.P_256).keyID("publisher").generate();
    edge = new ECKeyGenerator(Curve.P_256).generate();
    secret = new OctetSequenceKeyGenerator(256).keyID("s").generate();
    agreement = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    rsa = new RSAKeyGenerator(2048).keyID("r").generate();
    TokenKeys keys = TokenKeys.parse(new JWKSet(publisher.toPublicJWK()).toString());
    rule =
        new TokenRule(
            AccessTokenConfig.builder("s")
                .format(Format.URI_SIGNING)
                .algorithms("ES256")
                .issuers("shop")
                .renewalIssuer("edge")
                .transport(new Transport(false, PACKAGE, PACKAGE, ""))
                .build(),
            () -> keys,
            SealedTexts.of(new JWKSet(List.<JWK>of(secret, agreement, rsa)).toString(false)),
            TokenSigner.of(edge.toJSONString(), Set.of("ES256")));
  }

  private static String signed(String claims) throws Exception {
    JWSObject jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("publisher").build(),
            new Payload(claims));
    jws.sign(new ECDSASigner(publisher));
    return jws.serialize();
  }

  private static AccessDecision decide(String url, String cookie, String address, long now) {
    Headers headers = cookie.isEmpty() ? Headers.EMPTY : Headers.of("Cookie", cookie);
    RequestHead request = RequestHead.of("GET", url, headers);
    return rule.decide(rule.token(request, null), request, request.path(), address, now * 1000);
  }

  private static AccessDecision inQuery(String claims) throws Exception {
    return decide(PLAYLIST + "?" + PACKAGE + "=" + signed(claims), "", "192.0.2.7", NOW);
  }

  private static TokenRenewal renewal(AccessDecision decision) {
    TokenRenewal renewal = decision.renewal();
    assertNotNull(renewal, decision.reason().token());
    return renewal;
  }

  @Test
  void aChainGoesOnInACookie() throws Exception {
    String first = renewal(inQuery(CHAIN)).setCookie();
    assertTrue(first.endsWith("; Path=/video/7; Secure; HttpOnly; SameSite=None"), first);
    String pair = first.substring(0, first.indexOf(';'));
    JWSObject token = JWSObject.parse(pair.substring(PACKAGE.length() + 1));
    assertTrue(token.verify(new ECDSAVerifier(edge)));
    Map<String, Object> claims = token.getPayload().toJSONObject();
    assertNotEquals("first", claims.remove("jti"));
    assertEquals(
        "{cdniets=30, cdnistd=2, cdnistt=1, cdniuc=regex:https://www\\.example\\.test/video/.*,"
            + " exp=1800000030, iat=1800000000, iss=edge, sub=me}",
        new TreeMap<>(claims).toString());
    // The first token has expired by now, and its renewal has not.
    AccessDecision later = decide(SEGMENT, pair, "192.0.2.7", NOW + 29);
    assertEquals("token", later.reason().token());
    String second = renewal(later).setCookie();
    assertEquals(
        "token",
        decide(SEGMENT, second.substring(0, second.indexOf(';')), null, NOW + 58).reason().token());
    assertEquals("token-expired", decide(SEGMENT, pair, null, NOW + 30).reason().token());
    assertEquals(
        "token-wrong-resource",
        decide("https://www.example.test/other", pair, null, NOW).reason().token());
  }

  @Test
  void aCookieCountsWhereTheTokenOfTheAddressHasExpired() throws Exception {
    String cookie = renewal(inQuery(CHAIN)).setCookie();
    String pair = cookie.substring(0, cookie.indexOf(';'));
    String url = PLAYLIST + "?" + PACKAGE + "=" + signed(CHAIN);
    assertEquals("token-expired", decide(url, "", null, NOW + 20).reason().token());
    assertEquals("token", decide(url, pair, null, NOW + 20).reason().token());
    assertEquals("token-expired", decide(url, pair, null, NOW + 40).reason().token());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "cdnistt":1                               | token-unsupported-claim
          "cdnistt":2,"cdniets":30                  | token-unsupported-claim
          "cdnistt":"1","cdniets":30                | token-unsupported-claim
          "cdnistt":1,"cdniets":0                   | token-unsupported-claim
          "cdnistt":1,"cdniets":-1                  | token-unsupported-claim
          "cdnistt":1,"cdniets":"30"                | token-unsupported-claim
          "cdnistt":1,"cdniets":1e300               | token-unsupported-claim
          "cdnistt":1,"cdniets":30,"cdnistd":-1     | token-unsupported-claim
          "cdnistt":1,"cdniets":30,"cdnistd":1.5    | token-unsupported-claim
          "cdnistt":0,"cdniets":30                  | token-unsupported-claim
          "cdniets":30                              | token-unsupported-claim
          "cdniip":"192.0.2.7"                      | token-wrong-address
          "cdniip":7                                | token-wrong-address
          "cdnistt":0                               | token
          "cdnistt":1,"cdniets":30                  | token
          "cdnicrit":"cdnistt,cdniip"               | token
          "cdnistd":1                               | token
          """)
  void claimsAreWholeOrRefused(String more, String expected) throws Exception {
    assertEquals(
        expected,
        inQuery("{\"iss\":\"shop\",\"cdniuc\":\"regex:.*\"," + more + "}").reason().token());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .*[0-9]/master.{1,9}                                  | token
          .*/[0-9a-z]{1}/[a-z]{6}.{5}                           | token
          .*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-.{12} | token-wrong-resource
          (.{100}){101}                                         | token-wrong-resource
          (.{0,1000}){1000}                                     | token-wrong-resource
          ((((.{9}){9}){9}){9}){9}                              | token-wrong-resource
          .*{99999999999999999999}                              | token-wrong-resource
          """)
  void expressionsAreOfBoundedSize(String regex, String expected) throws Exception {
    String claims = "{\"iss\":\"shop\",\"cdniuc\":\"regex:" + regex + "\"}";
    assertEquals(expected, inQuery(claims).reason().token());
  }

  @Test
  void expressionsOfUuidsAreNotTooLarge() {
    String uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    assertTrue(UriContainer.of("regex:" + uuid).holds("01234567-89ab-cdef-0123-456789abcdef"));
  }

  @Test
  void nothingIsRenewedThatDoesNotAskForIt() throws Exception {
    assertNull(inQuery("{\"iss\":\"shop\",\"cdniuc\":\"regex:.*\",\"cdnistt\":0}").renewal());
    assertNull(inQuery(CHAIN.replace("1800000010", "1")).renewal());
    assertTrue(
        decide(
                "http://www.example.test/video/7/a?"
                    + PACKAGE
                    + "="
                    + signed(CHAIN.replace("https", "http")),
                "",
                null,
                NOW)
            .renewal()
            .setCookie()
            .endsWith("; Path=/video/7; HttpOnly"));
  }

  private static String sealed(JWEHeader header, JWEEncrypter encrypter, String text)
      throws Exception {
    JWEObject jwe = new JWEObject(header, new Payload(text));
    jwe.encrypt(encrypter);
    return jwe.serialize();
  }

  private static String direct(String text) throws Exception {
    return sealed(
        new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
        new DirectEncrypter(secret),
        text);
  }

  private static String from(String sealed, String address) throws Exception {
    String token =
        signed("{\"iss\":\"shop\",\"cdniuc\":\"regex:.*\",\"cdniip\":\"" + sealed + "\"}");
    return decide(PLAYLIST + "?" + PACKAGE + "=" + token, "", address, NOW).reason().token();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.0/24    | 192.0.2.7        | token
          192.0.2.0/24    | ::ffff:192.0.2.7 | token
          192.0.2.7       | 192.0.2.7        | token
          192.0.2.0/24    | 192.0.3.7        | token-wrong-address
          2001:db8::/32   | 2001:db8::1      | token
          2001:db8::/32   | 2001:db9::1      | token-wrong-address
          2001:db8::/32   | 192.0.2.7        | token-wrong-address
          192.0.2.0/24    | unknown          | token-wrong-address
          192.0.2.0/240   | 192.0.2.7        | token-wrong-address
          anything        | 192.0.2.7        | token-wrong-address
          """)
  void addressesAreComparedAfterDecryption(String range, String address, String expected)
      throws Exception {
    assertEquals(expected, from(direct(range), address));
  }

  @Test
  void addressesAreSealedWithKeysOfAnyType() throws Exception {
    EncryptionMethod method = EncryptionMethod.A128CBC_HS256;
    String range = "192.0.2.0/24";
    assertEquals(
        "token",
        from(
            sealed(
                new JWEHeader.Builder(JWEAlgorithm.A256KW, method).keyID("s").build(),
                new AESEncrypter(secret),
                range),
            "192.0.2.7"));
    assertEquals(
        "token",
        from(
            sealed(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A128KW, method).keyID("e").build(),
                new ECDHEncrypter(agreement.toPublicJWK()),
                range),
            "192.0.2.7"));
    assertEquals(
        "token",
        from(
            sealed(
                new JWEHeader(JWEAlgorithm.RSA_OAEP_256, method),
                new RSAEncrypter(rsa.toPublicJWK()),
                range),
            "192.0.2.7"));
    String packed =
        sealed(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build(),
            new DirectEncrypter(secret),
            range);
    assertEquals("token-wrong-address", from(packed, "192.0.2.7"));
    String forged = direct(range);
    int at = forged.lastIndexOf('.') + 1;
    String other = forged.substring(0, at) + "AAAAAAAAAAAAAAAAAAAAAA";
    assertEquals("token-wrong-address", from(other, "192.0.2.7"));
    assertEquals("token-wrong-address", from(direct(range), null));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/b/c.ts | 0  | /
          /a/b/c.ts | 1  | /a
          /a/b/c.ts | 2  | /a/b
          /a/b/c.ts | 3  | /a/b/c.ts
          /a/b/c.ts | 99 | /a/b/c.ts
          /         | 1  | /
          /a/       | 1  | /a
          /a;b/c    | 1  | /
          """)
  void theCookieIsForSoManySegments(String path, int depth, String expected) {
    assertEquals(expected, TokenRenewer.leading(path, depth));
  }

  @Test
  void keysThatCannotDoItAreRefused() throws Exception {
    Set<String> es256 = Set.of("ES256");
    String[] broken = {
      "nonsense",
      "{}",
      edge.toPublicJWK().toJSONString(),
      secret.toJSONString(),
      new ECKeyGenerator(Curve.P_384).generate().toJSONString(),
      "{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}"
    };
    for (String key : broken) {
      assertThrows(IllegalArgumentException.class, () -> TokenSigner.of(key, es256), key);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> TokenSigner.of("{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}", Set.of("HS256")));
    for (String keys : new String[] {"nonsense", "{\"keys\":[]}"}) {
      assertThrows(IllegalArgumentException.class, () -> SealedTexts.of(keys), keys);
    }
    String published = new JWKSet(publisher.toPublicJWK()).toString();
    assertThrows(IllegalArgumentException.class, () -> SealedTexts.of(published));
  }

  @Test
  void everyKindOfKeySigns() throws Exception {
    JWK[] keys = {
      rsa,
      secret,
      new ECKeyGenerator(Curve.P_384).generate(),
      new ECKeyGenerator(Curve.P_521).generate()
    };
    for (JWK key : keys) {
      Set<String> all = Set.of("RS256", "HS256", "ES384", "ES512");
      String token = TokenSigner.of(key.toJSONString(), all).sign(Map.of("a", "b"));
      assertEquals(3, token.split("\\.").length);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.AccessTokenConfig.Transport;
import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.explain.Trace.Step;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A behavior that takes tokens opens to them, wherever they are sent, and to nobody else. */
@Tag("container")
class AccessTokensTest {
  private static ECKey key;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  @BeforeAll
  static void makeKey() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
  }

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.config.accessToken(
              AccessTokenConfig.builder("video")
                  .target(EdgeSetup.ID, "/video/*")
                  .algorithms("ES256")
                  .keys(new JWKSet(key.toPublicJWK()).toString())
                  .issuers("issuer")
                  .pathClaim("paths")
                  .transport(new Transport(true, "token", "token", "token="))
                  .build());
          setup
              .behavior("/video/*", b -> b.originRequestPolicy("Managed-AllViewer"))
              .app(
                  "/video/list",
                  (q, r) ->
                      r.getWriter()
                          .print(
                              q.getRequestURI()
                                  + q.getQueryString()
                                  + q.getHeader("Authorization")
                                  + q.getHeader("Cookie")))
              .app("/open", (q, r) -> r.getWriter().print("open"));
        });
  }

  private static String token(Edge edge, int seconds) throws Exception {
    long expires = edge.clock.instant().getEpochSecond() + seconds;
    JWSObject jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
            new Payload("{\"iss\":\"issuer\",\"paths\":\"/video/*\",\"exp\":" + expires + "}"));
    jws.sign(new ECDSASigner(key));
    return jws.serialize();
  }

  @ParameterizedTest
  @EnumSource
  void tokensOpenFromEveryPlaceAndShareWhatIsStored(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String seen = "/video/listnullnullnull";
    assertEquals(
        "200 Miss " + seen,
        edge.get("/video/list", "Authorization: Bearer " + token(edge, 10)).line());
    assertEquals("200 Hit " + seen, edge.get("/video/list?token=" + token(edge, 20)).line());
    assertEquals(
        "200 Hit " + seen, edge.get("/video/list", "Cookie: token=" + token(edge, 30)).line());
    assertEquals("200 Hit " + seen, edge.get("/token=" + token(edge, 40) + "/video/list").line());
    assertEquals(1, edge.runs("/video/list"));
    assertEquals("200 Miss open", edge.get("/open").line());
  }

  @ParameterizedTest
  @EnumSource
  void everythingElseIsRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String expired = token(edge, 0);
    assertEquals("403 Error", refusal(edge.get("/video/list")));
    assertEquals("403 Error", refusal(edge.get("/video/list?token=" + expired)));
    assertEquals("403 Error", refusal(edge.get("/token=x/video/list")));
    assertEquals("403 Error", refusal(edge.head("/video/list")));
    assertEquals("403 Error", refusal(edge.get("/%76ideo/list")));
    Map<String, Long> reasons =
        edge.records(5).stream()
            .map(record -> record.trace().reason(Step.ACCESS).token())
            .collect(Collectors.groupingBy(token -> token, TreeMap::new, Collectors.counting()));
    assertEquals("{token-expired=1, token-malformed=1, token-missing=3}", reasons.toString());
    assertEquals(0, edge.runs("/video/list"));
  }

  private static String refusal(RawResponse response) {
    return response.status() + " " + response.xCache();
  }

  @ParameterizedTest
  @EnumSource
  void aTokenInThePathHidesThePathFromNoCheck(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.config.accessToken(
                  AccessTokenConfig.builder("video")
                      .target(EdgeSetup.ID, "/video/*")
                      .algorithms("ES256")
                      .keys(new JWKSet(key.toPublicJWK()).toString())
                      .issuers("issuer")
                      .transport(new Transport(false, "", "", "t"))
                      .build());
              ByteMatch admin =
                  ByteMatch.of(
                      FieldToMatch.uriPath(), ByteMatch.Position.STARTS_WITH, "/video/admin");
              setup.config.webAcl(
                  WebAclConfig.builder("acl").rule("admin", admin, WafAction.block()).build());
              setup.distribution.webAcl("acl");
              setup
                  .behavior("/video/*", b -> b.originRequestPolicy("Managed-AllViewer"))
                  .app("/video/admin", (q, r) -> r.getWriter().print("admin"))
                  .app("/video/list", (q, r) -> r.getWriter().print("list"))
                  .app("/teams/list", (q, r) -> r.getWriter().print("teams"));
            });
    assertEquals("200 Miss list", edge.get("/t" + token(edge, 10) + "/video/list").line());
    assertEquals("403 Error", refusal(edge.get("/t" + token(edge, 10) + "/video/admin")));
    assertEquals(
        "web-acl-blocked",
        edge.records(2).stream()
            .filter(ended -> ended.status() == 403)
            .map(ended -> ended.trace().reason(Step.FIREWALL).token())
            .findFirst()
            .orElseThrow());
    assertEquals("/video/admin", edge.engine.sampledRequests(EdgeSetup.ID).get(0).path());
    // Where no token opens anything, nothing of the path is one.
    assertEquals("200 Miss teams", edge.get("/teams/list").line());
    assertEquals(0, edge.runs("/video/admin"));
  }

  @ParameterizedTest
  @EnumSource
  void renewedTokensGoOutAndAreNotStored(ServletContainer.Kind kind) throws Exception {
    ECKey own = new ECKeyGenerator(Curve.P_256).generate();
    String name = AccessTokenConfig.URI_SIGNING_PACKAGE;
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.config.accessToken(
                  AccessTokenConfig.builder("video")
                      .target(EdgeSetup.ID, "/video/own")
                      .target(EdgeSetup.ID, "/video/*")
                      .format(AccessTokenConfig.Format.URI_SIGNING)
                      .algorithms("ES256")
                      .keys(new JWKSet(key.toPublicJWK()).toString())
                      .transport(new Transport(false, name, name, ""))
                      .renewalKey(own.toJSONString())
                      .build());
              setup
                  .behavior(
                      "/video/own",
                      b ->
                          b.cachePolicy("Managed-CachingDisabled")
                              .originRequestPolicy("Managed-AllViewer"))
                  .behavior("/video/*", b -> b.cachePolicy("Managed-CachingOptimized"))
                  .app(
                      "/video/list",
                      (q, r) -> {
                        r.setHeader("ETag", "\"1\"");
                        r.getWriter().print("list");
                      })
                  .app(
                      "/video/own",
                      (q, r) -> {
                        r.addHeader("Set-Cookie", "own=1");
                        r.getWriter().print("own");
                      })
                  .app("/video/gone", (q, r) -> r.sendError(404));
            });
    String query = "?" + name + "=" + signing(edge, 10, ",\"cdnistt\":1,\"cdniets\":30");
    RawResponse miss = edge.get("/video/list" + query);
    assertEquals("200 Miss list", miss.line());
    String cookie = miss.header("Set-Cookie");
    assertTrue(cookie.endsWith("; Path=/; HttpOnly"), cookie);
    String pair = cookie.substring(0, cookie.indexOf(';'));
    edge.clock.advance(Duration.ofSeconds(20));
    assertEquals("403 Error", refusal(edge.get("/video/list" + query)));
    RawResponse hit = edge.get("/video/list", "Cookie: " + pair);
    assertEquals("200 Hit list", hit.line());
    assertTrue(hit.header("Set-Cookie").startsWith(name + "="), hit.header("Set-Cookie"));
    RawResponse unchanged = edge.get("/video/list", "Cookie: " + pair, "If-None-Match: \"1\"");
    assertEquals(304, unchanged.status());
    assertTrue(unchanged.header("Set-Cookie").startsWith(name + "="));
    assertEquals(2, edge.get("/video/own", "Cookie: " + pair).headers().all("Set-Cookie").size());
    RawResponse gone = edge.get("/video/gone", "Cookie: " + pair);
    assertEquals("404 0", gone.status() + " " + gone.headers().all("Set-Cookie").size());
    // Nobody else gets it with what is stored, nor does a token that asks for no other.
    RawResponse plain = edge.get("/video/list?" + name + "=" + signing(edge, 10, ""));
    assertEquals("200 Hit list", plain.line());
    assertEquals(0, plain.headers().all("Set-Cookie").size());
    assertEquals(1, edge.runs("/video/list"));
  }

  private static String signing(Edge edge, int seconds, String more) throws Exception {
    long expires = edge.clock.instant().getEpochSecond() + seconds;
    JWSObject jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
            new Payload(
                "{\"cdniuc\":\"regex:http://[^/]*/video/.*\",\"exp\":" + expires + more + "}"));
    jws.sign(new ECDSASigner(key));
    return jws.serialize();
  }
}

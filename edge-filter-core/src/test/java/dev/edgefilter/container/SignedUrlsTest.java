// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.signing.CookieIssuer;
import dev.edgefilter.signing.UrlSigner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A behavior that trusts a key group opens to signed URLs and cookies only. */
@Tag("container")
class SignedUrlsTest {
  private static final String SITE = "http://www.example.test";
  private static final UrlSigner SIGNER =
      UrlSigner.of(SigningData.RSA_ID, SigningData.text("rsa-private.pem"));
  private static final CookieIssuer ISSUER =
      CookieIssuer.of(SigningData.RSA_ID, SigningData.text("rsa-private.pem"));

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.config.publicKey(SigningData.RSA_ID, SigningData.text("rsa-public.pem"));
          setup.config.keyGroup("group", SigningData.RSA_ID);
          setup
              .behavior("/private/*", behavior -> behavior.trustedKeyGroup("group"))
              .app(
                  "/private/file",
                  (q, r) ->
                      r.getWriter().print("secret " + q.getQueryString() + q.getHeader("Cookie")))
              .app("/open", (q, r) -> r.getWriter().print("open"));
        });
  }

  private static String target(String signedUrl) {
    URI uri = URI.create(signedUrl);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  @ParameterizedTest
  @EnumSource
  void signedUrlOpensTheFileUntilItExpires(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    Instant expires = edge.clock.instant().plusSeconds(100);
    String target = target(SIGNER.sign(SITE + "/private/file", expires));
    assertEquals("200 Miss secret nullnull", edge.get(target).line());
    assertEquals("200 Hit secret nullnull", edge.get(target).line());
    assertEquals("206 Hit secret", edge.get(target, "Range: bytes=0-5").line());
    edge.clock.advance(Duration.ofSeconds(100));
    assertRefused(edge.get(target), "AccessDenied");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStoredDoesNotOpenToTheUnsigned(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    Instant expires = edge.clock.instant().plusSeconds(100);
    String target = target(SIGNER.sign(SITE + "/private/file", expires));
    edge.get(target);
    assertRefused(edge.get("/private/file"), "MissingKey");
    assertTrue(edge.get("/private//file").status() >= 400); // Jetty refuses it itself
    assertRefused(edge.get("/%70rivate/file"), "MissingKey");
    assertRefused(edge.get(target + "&x=1"), "AccessDenied");
    assertRefused(edge.get(target.replace("Signature=", "Signature=!")), "MalformedSignature");
    assertRefused(edge.get(target.replace(SigningData.RSA_ID, "KOTHER")), "InvalidKey");
    assertEquals("200 Miss open", edge.get("/open").line());
    assertEquals(1, edge.runs("/private/file"));
  }

  @ParameterizedTest
  @EnumSource
  void signedCookiesOpenTheFileAndDoNotReachTheApplication(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    Map<String, String> values =
        ISSUER.issue(SITE + "/private/file", edge.clock.instant().plusSeconds(100)).values();
    StringBuilder cookie = new StringBuilder("Cookie: other=1");
    values.forEach((name, value) -> cookie.append("; ").append(name).append('=').append(value));
    assertEquals("200 Miss secret nullnull", edge.get("/private/file", cookie.toString()).line());
    assertRefused(edge.get("/private/other", cookie.toString()), "AccessDenied");
  }

  @ParameterizedTest
  @EnumSource
  void keyPairsOfAnAccountOpenWhatTrustsIt(ServletContainer.Kind kind) throws Exception {
    String id = "APKAEXAMPLE000000001";
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.config.publicKey(id, SigningData.text("rsa-public.pem"));
              setup.config.keyGroup("self", id);
              setup
                  .behavior("/private/*", behavior -> behavior.trustedSigner("self"))
                  .app("/private/file", (q, r) -> r.getWriter().print("secret"));
            });
    UrlSigner signer = UrlSigner.of(id, SigningData.text("rsa-private.pem"));
    Instant expires = edge.clock.instant().plusSeconds(100);
    assertRefused(edge.get("/private/file"), "MissingKey");
    assertRefused(edge.get(target(SIGNER.sign(SITE + "/private/file", expires))), "InvalidKey");
    String target = target(signer.sign(SITE + "/private/file", expires));
    assertEquals("200 Miss secret", edge.get(target).line());
  }

  private static void assertRefused(RawResponse response, String code) {
    assertEquals("403 Error", response.status() + " " + response.xCache());
    assertTrue(response.header("Content-Type").startsWith("text/xml"));
    assertEquals(code, response.text().replaceAll("(?s).*<Code>(.*)</Code>.*", "$1"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginRequestPolicyConfig;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that the edge makes: in keys, for origins and functions, and never from viewers. */
final class GeneratedHeadersExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private static final String VIEWER = "192.0.2.1";
  private final List<Headers> asked = new ArrayList<>();

  @BeforeEach
  void theOriginKeepsWhatItIsAsked() {
    ScriptedOrigin.Script script =
        (request, sink) -> {
          asked.add(request.headers());
          edge.app.send(sink, 200, "Cache-Control: max-age=60", "body");
        };
    edge.app.does(script);
    edge.remote.does(script);
    edge.geo.put(
        VIEWER,
        GeoLocation.builder()
            .country("DE")
            .countryName("Germany")
            .region("BY")
            .regionName("Bavaria")
            .city("München")
            .position(48.1374, 11.5755)
            .postalCode("80331")
            .timeZone("Europe/Berlin")
            .asn(64496L)
            .build());
  }

  private void forwards(HeaderSelection headers) {
    edge.library.originRequestPolicy(
        new OriginRequestPolicyConfig(
            "mine", "mine", headers, NameSelection.none(), NameSelection.none()));
    edge.behavior(b -> b.originRequestPolicy("mine"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "api"})
  void everyListedHeaderReachesTheOriginWithItsValue(String origin) {
    edge.behavior(
        b -> b.targetOrigin(origin).originRequestPolicy("AllViewerAndCloudFrontHeaders-2022-06"));

    edge.get("/a", "User-Agent: Mozilla/5.0 (iPhone) / CloudFront-Viewer-City: fake");

    Headers got = asked.get(0);
    assertEquals("http", got.joined("CloudFront-Forwarded-Proto"));
    assertEquals("false", got.joined("CloudFront-Is-Android-Viewer"));
    assertEquals("false", got.joined("CloudFront-Is-Desktop-Viewer"));
    assertEquals("true", got.joined("CloudFront-Is-IOS-Viewer"));
    assertEquals("true", got.joined("CloudFront-Is-Mobile-Viewer"));
    assertEquals("false", got.joined("CloudFront-Is-SmartTV-Viewer"));
    assertEquals("false", got.joined("CloudFront-Is-Tablet-Viewer"));
    assertEquals(VIEWER + ":4711", got.joined("CloudFront-Viewer-Address"));
    assertEquals("64496", got.joined("CloudFront-Viewer-ASN"));
    assertEquals(List.of("M%C3%BCnchen"), got.all("CloudFront-Viewer-City"));
    assertEquals("DE", got.joined("CloudFront-Viewer-Country"));
    assertEquals("Germany", got.joined("CloudFront-Viewer-Country-Name"));
    assertEquals("BY", got.joined("CloudFront-Viewer-Country-Region"));
    assertEquals("Bavaria", got.joined("CloudFront-Viewer-Country-Region-Name"));
    assertEquals("1.1", got.joined("CloudFront-Viewer-Http-Version"));
    assertEquals("48.13740", got.joined("CloudFront-Viewer-Latitude"));
    assertEquals("11.57550", got.joined("CloudFront-Viewer-Longitude"));
    assertNull(got.joined("CloudFront-Viewer-Metro-Code"), "never sent empty");
    assertEquals("80331", got.joined("CloudFront-Viewer-Postal-Code"));
    assertEquals("Europe/Berlin", got.joined("CloudFront-Viewer-Time-Zone"));
    assertNull(got.joined("CloudFront-Viewer-TLS"), "the connection has none");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "NONE,''",
    "ALL_VIEWER,''",
    "ALL_EXCEPT,Host",
    "WHITELIST,X-A",
    "ALL_VIEWER_AND_WHITELIST_CLOUDFRONT,CloudFront-Viewer-Country"
  })
  void whatViewersSendUnderTheseNamesReachesNobody(HeaderSelection.Kind kind, String names) {
    forwards(new HeaderSelection(kind, names.isEmpty() ? List.of() : List.of(names)));

    edge.get("/a", "CloudFront-Viewer-Country: US / cloudfront-viewer-asn: 1 / X-A: 1");

    Headers got = asked.get(0);
    assertNull(got.joined("CloudFront-Viewer-ASN"));
    boolean listed = kind == HeaderSelection.Kind.ALL_VIEWER_AND_WHITELIST_CLOUDFRONT;
    assertEquals(listed ? "DE" : null, got.joined("CloudFront-Viewer-Country"));
  }

  @Test
  void orderAndNumberAreThoseOfTheViewersHeaders() {
    forwards(
        HeaderSelection.whitelist(
            "CloudFront-Viewer-Header-Order", "CloudFront-Viewer-Header-Count"));

    edge.get("/a", "User-Agent: x / Accept: y");

    String order = asked.get(0).joined("CloudFront-Viewer-Header-Order");
    assertTrue(order.contains("User-Agent:Accept"), order);
    assertEquals("3", asked.get(0).joined("CloudFront-Viewer-Header-Count"));
  }

  @Test
  void theKeyHasWhatTheEdgeKnowsAndNotWhatTheViewerSays() {
    edge.policy(
        TestEdge.policy(0, 60, 60)
            .headers(
                HeaderSelection.whitelist(
                    "CloudFront-Viewer-Country", "CloudFront-Is-Mobile-Viewer")));

    edge.get("/a");
    assertEquals("Hit from cloudfront", edge.get("/a", "CloudFront-Viewer-Country: US").xCache());
    assertEquals("Miss from cloudfront", edge.get("/a", "User-Agent: x Mobile").xCache());
    edge.geo.put(VIEWER, GeoLocation.ofCountry("US"));
    assertEquals("Miss from cloudfront", edge.get("/a").xCache());

    assertEquals("DE", asked.get(0).joined("CloudFront-Viewer-Country"));
    assertEquals("true", asked.get(1).joined("CloudFront-Is-Mobile-Viewer"));
    assertEquals("US", asked.get(2).joined("CloudFront-Viewer-Country"));
  }

  @Test
  void varySelectsByGeneratedHeaders() {
    forwards(HeaderSelection.whitelist("CloudFront-Viewer-Country"));
    edge.app.answers(200, "Cache-Control: max-age=60 / Vary: CloudFront-Viewer-Country", "body");

    edge.get("/a");
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
    edge.geo.put(VIEWER, GeoLocation.ofCountry("US"));
    assertEquals("Miss from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void functionsSeeWhatThePoliciesName() {
    forwards(HeaderSelection.whitelist("CloudFront-Viewer-Country"));
    List<Headers> seen = new ArrayList<>();
    edge.functions.put(
        "look",
        event -> {
          seen.add(event.request().headers());
          return FunctionResult.request(event.request());
        });
    edge.behavior(
        b -> b.originRequestPolicy("mine").function(FunctionEvent.VIEWER_REQUEST, "look"));

    edge.get("/a", "CloudFront-Viewer-Country: US / CloudFront-Viewer-City: fake");

    assertEquals(List.of("DE"), seen.get(0).all("CloudFront-Viewer-Country"));
    assertFalse(seen.get(0).contains("CloudFront-Viewer-City"));
    assertEquals(List.of("DE"), asked.get(0).all("CloudFront-Viewer-Country"));
  }

  @Test
  void anErrorPageLearnsWhichRequestFailed() {
    edge.library.originRequestPolicy(
        new OriginRequestPolicyConfig(
            "errors",
            "errors",
            HeaderSelection.whitelist("CloudFront-Error-Uri", "CloudFront-Error-Args"),
            NameSelection.none(),
            NameSelection.none()));
    edge.site(
        s ->
            s.customError(404, "/errors/404.html", 404, 0)
                .behavior(
                    "/errors/*",
                    b -> b.targetOrigin("app").cachePolicy("test").originRequestPolicy("errors")));
    edge.app.does(
        (request, sink) -> {
          asked.add(request.headers());
          edge.app.send(sink, request.path().startsWith("/errors/") ? 200 : 404, "-", "x");
        });

    edge.get("/gone?x=1");

    assertEquals("/gone", asked.get(1).joined("CloudFront-Error-Uri"));
    assertEquals("x=1", asked.get(1).joined("CloudFront-Error-Args"));
  }
}

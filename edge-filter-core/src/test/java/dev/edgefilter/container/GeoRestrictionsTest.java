// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.GeoRestrictionConfig;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.geo.GeoLocation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Viewers are served or refused by country, whatever is stored. */
@Tag("container")
class GeoRestrictionsTest {
  private static final String GERMAN = "X-Forwarded-For: 192.0.2.1";
  private static final String FRENCH = "X-Forwarded-For: 2001:db8::1";
  private static final String UNKNOWN = "X-Forwarded-For: 10.0.0.1";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(
      ServletContainer.Kind kind, GeoRestrictionConfig restriction, Consumer<EdgeSetup> more) {
    return edges.start(
        kind,
        setup -> {
          setup.distribution.geoRestriction(restriction);
          setup
              .engine
              .trustedProxies(List.of("127.0.0.1"))
              .geoLookup(
                  address ->
                      switch (address) {
                        case "192.0.2.1" -> GeoLocation.ofCountry("DE");
                        case "2001:db8::1" -> GeoLocation.ofCountry("FR");
                        default -> GeoLocation.UNKNOWN;
                      });
          setup.app("/page", (q, r) -> r.getWriter().print("page"));
          more.accept(setup);
        });
  }

  @ParameterizedTest
  @EnumSource
  void listsAllowOrRefuseCountries(ServletContainer.Kind kind) throws Exception {
    Edge only = start(kind, GeoRestrictionConfig.only("DE"), setup -> {});
    assertEquals("200 Miss page", only.get("/page", GERMAN).line());
    assertRefused(only.get("/page", FRENCH)); // though it is stored
    assertEquals("200 Hit page", only.get("/page", GERMAN).line());
    assertEquals("200 Hit page", only.get("/page", UNKNOWN).line());
    var record =
        only.records(4).stream().filter(ended -> ended.status() == 403).findFirst().orElseThrow();
    assertEquals("geo-blocked", record.trace().reason(Step.ACCESS).token());
    assertEquals("country: FR", record.trace().detail());
    Edge except = start(kind, GeoRestrictionConfig.except("DE"), setup -> {});
    assertRefused(except.get("/page", GERMAN));
    assertEquals("200 Miss page", except.get("/page", FRENCH).line());
    assertEquals("200 Hit page", except.get("/page", UNKNOWN).line());
  }

  @ParameterizedTest
  @EnumSource
  void refusalsAreNotStoredAndGetTheDistributionsPage(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            GeoRestrictionConfig.only("DE"),
            setup -> {
              setup.distribution.customError(403, "/sorry", 404, 1000);
              setup.app("/sorry", (q, r) -> r.getWriter().print("sorry"));
            });
    assertEquals("404 Error sorry", edge.get("/page", FRENCH).line());
    assertEquals("200 Miss page", edge.get("/page", GERMAN).line());
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void unknownCountriesMayBeRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            GeoRestrictionConfig.except("FR"),
            setup -> setup.engine.unknownCountriesServed(false));
    assertRefused(edge.get("/page", UNKNOWN));
    assertEquals("200 Miss page", edge.get("/page", GERMAN).line());
  }

  @ParameterizedTest
  @EnumSource
  void onlyTrustedProxiesTellCountries(ServletContainer.Kind kind) throws Exception {
    String french = "X-Country: FR";
    Edge trusting =
        start(
            kind,
            GeoRestrictionConfig.except("FR"),
            setup -> setup.engine.countryHeader("X-Country"));
    assertRefused(trusting.get("/page", GERMAN, french));
    assertEquals("200 Miss page", trusting.get("/page", GERMAN, "X-Country: XX").line());
    Edge distrustful =
        start(
            kind,
            GeoRestrictionConfig.except("FR"),
            setup -> setup.engine.countryHeader("X-Country").trustedProxies(List.of()));
    assertEquals("200 Miss page", distrustful.get("/page", french).line());
  }

  @ParameterizedTest
  @EnumSource
  void noFunctionRunsForWhomIsRefused(ServletContainer.Kind kind) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Edge edge =
        start(
            kind,
            GeoRestrictionConfig.only("DE"),
            setup -> {
              setup.engine.function(
                  "count",
                  event -> {
                    runs.incrementAndGet();
                    return FunctionResult.request(event.request());
                  });
              setup.defaultBehavior(b -> b.function(FunctionEvent.VIEWER_REQUEST, "count"));
            });
    assertRefused(edge.get("/page", FRENCH));
    assertEquals(0, runs.get());
    assertEquals("200 Miss page", edge.get("/page", GERMAN).line());
    assertEquals(1, runs.get());
  }

  private static void assertRefused(RawResponse response) {
    assertEquals("403 Error", response.status() + " " + response.xCache());
    assertTrue(response.text().contains("not available in your country"), response.text());
  }
}

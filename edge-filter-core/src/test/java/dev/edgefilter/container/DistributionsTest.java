// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.OriginConfig;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several distributions in front of one application, chosen by the Host header. */
@Tag("container")
class DistributionsTest {
  private static final String SITE = "X-Test-Site";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** A distribution that tells the application who it is. */
  private static DistributionConfig.Builder named(String id) {
    return Distribution.builder()
        .id(id)
        .origin(OriginConfig.builder("app", OriginConfig.SELF).customHeader(SITE, id).build())
        .defaultBehavior(behavior -> behavior.cachePolicy(EdgeSetup.MINUTE));
  }

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.distribution.alias("www.example.com").alias("example.com");
          setup.config.distribution(
              named("shop")
                  .domainName("d111.cloudfront.net")
                  .alias("shop.example.com")
                  .behavior("/page", b -> b.cachePolicy("Managed-CachingDisabled"))
                  .build());
          setup.config.distribution(named("wide").alias("*.example.com").build());
          setup.config.distribution(named("europe").alias("*.eu.example.com").build());
          setup.config.distribution(
              named("closed").alias("closed.example.com").enabled(false).build());
          setup.app("/page", (q, r) -> r.getWriter().print(q.getHeader(SITE)));
          setup.app("/other", (q, r) -> r.getWriter().print(q.getHeader(SITE)));
        });
  }

  private static RawResponse get(Edge edge, String host, String path) throws IOException {
    try (RawConnection viewer = edge.connect()) {
      return viewer.send("GET " + path + " HTTP/1.1", "Host: " + host).receive();
    }
  }

  private static String line(Edge edge, String host, String path) throws IOException {
    return get(edge, host, path).line();
  }

  @ParameterizedTest
  @EnumSource
  void exactNameThenLongestWildcardChooses(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    assertEquals("200 Miss null", line(edge, "www.example.com", "/page"));
    assertEquals("200 Miss shop", line(edge, "shop.example.com", "/page"));
    assertEquals("200 Miss wide", line(edge, "blog.example.com", "/page"));
    assertEquals("200 Miss europe", line(edge, "blog.eu.example.com", "/page"));
    assertEquals("200 Miss wide", line(edge, "a.b.example.com", "/other"));
  }

  @ParameterizedTest
  @EnumSource
  void namesOfOneDistributionAreOneSiteWhateverCaseAndPort(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    assertEquals("200 Miss shop", line(edge, "shop.example.com", "/other"));
    assertEquals("200 Miss shop", line(edge, "d111.cloudfront.net", "/other"));
    assertEquals("200 Hit shop", line(edge, "SHOP.Example.COM", "/other"));
    assertEquals("shop", get(edge, "shop.example.com:8080", "/other").text());
    assertEquals("europe", get(edge, "Blog.EU.example.com:443", "/other").text());
  }

  @ParameterizedTest
  @EnumSource
  void eachHasItsOwnBehaviorsAndItsOwnCache(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (String host : new String[] {"www.example.com", "shop.example.com", "blog.example.com"}) {
      assertEquals("Miss", get(edge, host, "/page").xCache(), host);
    }
    assertEquals("200 Hit null", line(edge, "www.example.com", "/page"));
    assertEquals("200 Miss shop", line(edge, "shop.example.com", "/page"));
    assertEquals("200 Hit wide", line(edge, "blog.example.com", "/page"));
    assertEquals(4, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void invalidationOfOneLeavesTheOthers(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    get(edge, "www.example.com", "/page");
    get(edge, "blog.example.com", "/page");
    edge.engine.invalidate("wide", "/*");
    assertEquals("200 Hit null", line(edge, "www.example.com", "/page"));
    assertEquals("200 Miss wide", line(edge, "blog.example.com", "/page"));
  }

  @ParameterizedTest
  @EnumSource
  void unknownAndClosedHostsGetNothing(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String[] hosts = {
      "example.org", "eu.example.org", "xexample.com", "closed.example.com", "127.0.0.1", "[::1]:80"
    };
    for (String host : hosts) {
      RawResponse refused = get(edge, host, "/page");
      assertEquals("403 Error", refused.status() + " " + refused.xCache(), host);
      assertTrue(refused.text().contains("Nothing is served under this host name"), host);
    }
    assertEquals(0, edge.runs("/page"));
  }
}

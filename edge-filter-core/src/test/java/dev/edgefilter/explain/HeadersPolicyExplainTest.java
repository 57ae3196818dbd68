// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.CorsConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.ResponseHeadersPolicyConfig;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersPolicyExplainTest {

  private static EdgeConfig config() {
    return EdgeConfig.builder()
        .responseHeadersPolicy(
            ResponseHeadersPolicyConfig.builder("mine")
                .cors(
                    CorsConfig.builder()
                        .allowOrigins("https://a.example")
                        .allowHeaders("*")
                        .allowMethods("GET")
                        .build())
                .customHeader("X-Custom", "1", true)
                .removeHeader("X-Powered-By")
                .serverTiming(5.0)
                .build())
        .distribution(
            Distribution.builder()
                .origin(OriginConfig.self("app"))
                .defaultBehavior(b -> b.responseHeadersPolicy("mine"))
                .behavior(
                    "/moved",
                    b ->
                        b.responseHeadersPolicy("mine")
                            .viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS))
                .behavior("/plain", b -> b.cachePolicy("CachingDisabled"))
                .build())
        .build();
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /      | https://a.example | headers policy  mine
          /      | https://a.example | X-Custom
          /      | https://a.example | 5.0 % of responses
          /      | https://a.example | X-Powered-By
          /      | https://a.example | cors-allowed
          /      | https://b.example | origin-not-allowed
          /moved | https://a.example | not applied to what the edge itself answers
          """)
  void explainTellsWhatThePolicyDoes(String path, String origin, String expected) {
    try (EdgeEngine engine = EdgeEngine.builder().config(config()).start()) {
      String text = explain(engine, path, origin);
      assertTrue(text.replaceAll(" +", " ").contains(expected.replaceAll(" +", " ")), text);
      assertFalse(explain(engine, "/plain", origin).contains("headers policy"));
    }
  }

  private static String explain(EdgeEngine engine, String path, String origin) {
    RequestHead request =
        RequestHead.of("GET", "http://www.example.com" + path, Headers.of("Origin", origin));
    return engine.explain(request, null).text();
  }
}

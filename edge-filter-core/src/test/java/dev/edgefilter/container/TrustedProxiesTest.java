// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.ForwardedHeader;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginRequestPolicyConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word about the viewer counts, on both containers. */
@Tag("container")
class TrustedProxiesTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static void describe(EdgeSetup setup, String trusted, ForwardedHeader header) {
    setup
        .engine
        .trustedProxies(trusted == null ? List.of() : List.of(trusted.split(" ", -1)))
        .forwardedHeader(header);
    setup.config.originRequestPolicy(
        new OriginRequestPolicyConfig(
            "p",
            "p",
            HeaderSelection.whitelist("CloudFront-Viewer-Address", "CloudFront-Forwarded-Proto"),
            NameSelection.none(),
            NameSelection.none()));
    setup
        .defaultBehavior(b -> b.cachePolicy("CachingDisabled").originRequestPolicy("p"))
        .app(
            "/who",
            (q, r) -> {
              String address = q.getHeader("CloudFront-Viewer-Address");
              boolean own = address.equals("127.0.0.1:" + q.getRemotePort());
              r.getWriter()
                  .print(
                      (own ? "peer" : address) + " " + q.getHeader("CloudFront-Forwarded-Proto"));
            });
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "nobody",
      textBlock =
          """
          nobody              | X_FORWARDED | X-Forwarded-For: 192.0.2.1 / X-Forwarded-Proto: https | peer http
          10.0.0.0/8          | X_FORWARDED | X-Forwarded-For: 192.0.2.1 / X-Forwarded-Proto: https | peer http
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: 192.0.2.1 / X-Forwarded-Proto: https | 192.0.2.1:0 https
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: 6.6.6.6, 192.0.2.1                   | 192.0.2.1:0 http
          127.0.0.1 10.0.0.0/8| X_FORWARDED | X-Forwarded-For: 6.6.6.6, 192.0.2.1, 10.1.2.3         | 192.0.2.1:0 http
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: 6.6.6.6 / X-Forwarded-For: 192.0.2.1  | 192.0.2.1:0 http
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: [2001:db8::1]:4711                   | 2001:db8::1:4711 http
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: 6.6.6.6, unknown                     | unknown:0 http
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: 6.6.6.6, evil.example                | unknown:0 http
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: ", 192.0.2.1                         | 192.0.2.1:0 http
          127.0.0.1           | X_FORWARDED | X-Forwarded-For: "6.6.6.6 / X-Forwarded-For: 192.0.2.1 | 192.0.2.1:0 http
          127.0.0.1           | FORWARDED   | Forwarded: for="6.6.6.6, for=192.0.2.1;proto=https    | 192.0.2.1:0 https
          127.0.0.1           | FORWARDED   | Forwarded: for="6.6.6.6 / Forwarded: for="[2001:db8::1]:4711" | 2001:db8::1:4711 http
          127.0.0.1           | X_FORWARDED | Forwarded: for=6.6.6.6;proto=https                    | peer http
          127.0.0.1           | FORWARDED   | Forwarded: for=192.0.2.1;proto=https                  | 192.0.2.1:0 https
          127.0.0.1           | FORWARDED   | Forwarded: for=6.6.6.6, for="[2001:db8::1]:4711"      | 2001:db8::1:4711 http
          127.0.0.1 10.0.0.0/8| FORWARDED   | Forwarded: for=6.6.6.6, For=192.0.2.1, for="10.1.2.3:80";proto=https | 192.0.2.1:0 https
          127.0.0.1           | FORWARDED   | Forwarded: for=6.6.6.6, proto=https                   | unknown:0 https
          127.0.0.1           | FORWARDED   | Forwarded: for=6.6.6.6, for=_hidden                   | unknown:0 http
          127.0.0.1           | FORWARDED   | X-Forwarded-For: 6.6.6.6 / X-Forwarded-Proto: https   | peer http
          10.0.0.0/8          | FORWARDED   | Forwarded: for=192.0.2.1;proto=https                  | peer http
          """)
  void onlyTheHeaderOfTrustedProxiesCounts(
      String trusted, ForwardedHeader header, String lines, String expected) throws Exception {
    List<String> found = new ArrayList<>();
    for (ServletContainer.Kind kind : ServletContainer.Kind.values()) {
      Edge edge = edges.start(kind, setup -> describe(setup, trusted, header));
      found.add(edge.get("/who", lines.split(" / ", -1)).text());
    }
    assertEquals(List.of(expected, expected), found);
  }
}

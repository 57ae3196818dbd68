// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.signing.UrlSigner;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Viewers who come before the preparation has begun are served as all others. */
@Tag("container")
class PreparationTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  @ParameterizedTest
  @EnumSource
  void whoComesBeforeThePreparationMakesWhatHeNeeds(ServletContainer.Kind kind) throws Exception {
    List<Runnable> later = new CopyOnWriteArrayList<>();
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.preparation(later::add);
              setup.config.publicKey(SigningData.EC_ID, SigningData.text("ec-public.pem"));
              setup.config.keyGroup("group", SigningData.EC_ID);
              setup
                  .behavior("/private/*", behavior -> behavior.trustedKeyGroup("group"))
                  .app("/private/file", (q, r) -> r.getWriter().print("secret"))
                  .app("/open", (q, r) -> r.getWriter().print("open"));
            });
    UrlSigner signer = UrlSigner.of(SigningData.EC_ID, SigningData.text("ec-private.pem"));
    URI signed =
        URI.create(
            signer.sign(
                "http://www.example.test/private/file", edge.clock.instant().plusSeconds(100)));
    String target = signed.getRawPath() + "?" + signed.getRawQuery();

    assertEquals("200 Miss open", edge.get("/open").line());
    assertEquals("200 Hit open", edge.get("/open").line());
    assertEquals("200 Miss secret", edge.get(target).line());

    later.forEach(Runnable::run);
    assertEquals("200 Hit open", edge.get("/open").line());
    assertEquals("200 Hit secret", edge.get(target).line());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configuration in code and the one in JSON. */
class ObservatoryConfigTest {
  private static final Path JSON = Path.of("src/main/resources/distribution.json");

  @Test
  void jsonSaysTheSameAsTheCode() {
    EdgeConfig code = ObservatoryConfig.inCode();
    EdgeConfig json = EdgeConfigReader.read(List.of(JSON));

    assertEquals(List.of(), json.notes());
    assertEquals(code.publicKeys(), json.publicKeys());
    assertEquals(code.keyGroups(), json.keyGroups());
    assertEquals(code.functions(), json.functions());
    assertEquals(code.keyValueStores(), json.keyValueStores());
    DistributionConfig coded = code.distributions().get(0);
    DistributionConfig read = json.distributions().get(0);
    assertEquals(coded.id(), read.id());
    assertEquals(coded.defaultRootObject(), read.defaultRootObject());
    assertEquals(coded.origins(), read.origins());
    assertEquals(behaviors(code, coded), behaviors(json, read));
  }

  /** All cache behaviors, with policies by id where code prefers their names. */
  private static List<CacheBehaviorConfig> behaviors(EdgeConfig config, DistributionConfig from) {
    List<CacheBehaviorConfig> all = new ArrayList<>(from.cacheBehaviors());
    all.add(from.defaultCacheBehavior());
    return all.stream().map(behavior -> byId(config, behavior)).toList();
  }

  private static CacheBehaviorConfig byId(EdgeConfig config, CacheBehaviorConfig behavior) {
    CacheBehaviorConfig.Builder byId =
        CacheBehaviorConfig.builder(behavior.pathPattern())
            .targetOrigin(behavior.targetOriginId())
            .viewerProtocol(behavior.viewerProtocolPolicy())
            .allowedMethods(behavior.allowedMethods())
            .cachedMethods(behavior.cachedMethods())
            .compress(behavior.compress())
            .cachePolicy(required(config.cachePolicy(behavior.cachePolicyId())).id());
    String originRequestPolicy = behavior.originRequestPolicyId();
    if (originRequestPolicy != null) {
      byId.originRequestPolicy(required(config.originRequestPolicy(originRequestPolicy)).id());
    }
    behavior.trustedKeyGroups().forEach(byId::trustedKeyGroup);
    behavior.functionAssociations().forEach(f -> byId.function(f.event(), f.function()));
    return byId.build();
  }

  private static <T> T required(T value) {
    assertNotNull(value);
    return value;
  }

  @Test
  void sampleStartsFromTheJson() throws Exception {
    Options options =
        Options.parse("--port", "0", "--download-mb", "1", "--config", JSON.toString());
    try (Quickstart quickstart = Quickstart.start(options)) {
      Viewer viewer = new Viewer(quickstart.site());
      assertEquals(200, viewer.get("/").statusCode());
      assertEquals(403, viewer.get(DemoDownload.PATH).statusCode());
    }
  }
}

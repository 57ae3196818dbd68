// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.ConfigNote;
import dev.edgefilter.config.DistributionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.Environment;

/** Says once what the edge serves, and where in the chain of filters it stands. */
final class StartUpReport implements ApplicationListener<ContextRefreshedEvent> {

  private static final Logger LOG = LoggerFactory.getLogger("dev.edgefilter.spring");

  private final EdgeEngine engine;
  private final EdgeProperties properties;
  private final Environment environment;
  private boolean told;

  StartUpReport(EdgeEngine engine, EdgeProperties properties, Environment environment) {
    this.engine = engine;
    this.properties = properties;
    this.environment = environment;
  }

  @Override
  public void onApplicationEvent(ContextRefreshedEvent event) {
    if (!told) {
      told = true;
      report(event.getApplicationContext());
    }
  }

  private void report(ApplicationContext context) {
    List<String> served = new ArrayList<>();
    for (DistributionConfig distribution : engine.config().distributions()) {
      int behaviors = distribution.cacheBehaviors().size() + 1;
      served.add(
          '"'
              + distribution.id()
              + "\" ("
              + behaviors
              + (behaviors == 1 ? " cache behavior)" : " cache behaviors)"));
    }
    FilterPlace place = FilterPlace.in(context);
    LOG.info(
        "Edge Filter serves {}; fidelity {}; {}",
        String.join(", ", served),
        properties.fidelity().name().toLowerCase(Locale.ROOT),
        place.sentence());
    if (place.behindSecurity()) {
      LOG.warn(
          "Edge Filter is behind Spring Security: every viewer is let through there first, and a"
              + " hit costs that as well. Take away edge.filter.order, or keep it if that is what"
              + " you want.");
    }
    if (environment.getProperty("server.compression.enabled", Boolean.class, false)) {
      LOG.warn(
          "server.compression is on: the container compresses again for each viewer what the edge"
              + " would compress and store once. Set server.compression.enabled=false and compress"
              + " on the cache behaviors.");
    }
    for (ConfigNote note : engine.config().notes()) {
      LOG.info("Without effect here: {}", note);
    }
  }
}

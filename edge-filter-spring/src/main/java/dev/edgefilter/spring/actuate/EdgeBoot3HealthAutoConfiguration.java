// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.actuate;

import dev.edgefilter.EdgeEngine;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The edge in health, on Spring Boot 3. */
@AutoConfiguration(afterName = "dev.edgefilter.spring.autoconfigure.EdgeAutoConfiguration")
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(EdgeEngine.class)
@ConditionalOnProperty(name = "management.health.edge.enabled", matchIfMissing = true)
public final class EdgeBoot3HealthAutoConfiguration {

  /** Made by Spring. */
  EdgeBoot3HealthAutoConfiguration() {}

  @Bean
  HealthIndicator edgeHealthIndicator(EdgeEngine engine) {
    return () -> Health.up().withDetails(HealthDetails.of(engine)).build();
  }
}

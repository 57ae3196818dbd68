// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.actuate;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.spring.EdgeInvalidator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code edge}, where there is an actuator. */
@AutoConfiguration(afterName = "dev.edgefilter.spring.autoconfigure.EdgeAutoConfiguration")
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(EdgeEngine.class)
public final class EdgeEndpointAutoConfiguration {

  /** Made by Spring. */
  EdgeEndpointAutoConfiguration() {}

  @Bean
  @ConditionalOnAvailableEndpoint(EdgeEndpoint.class)
  RequestCounters edgeRequestCounters() {
    return new RequestCounters();
  }

  @Bean
  @ConditionalOnAvailableEndpoint(EdgeEndpoint.class)
  EdgeEndpoint edgeEndpoint(
      EdgeEngine engine, RequestCounters counters, ObjectProvider<EdgeInvalidator> invalidators) {
    return new EdgeEndpoint(engine, counters, invalidators.orderedStream().toList());
  }
}

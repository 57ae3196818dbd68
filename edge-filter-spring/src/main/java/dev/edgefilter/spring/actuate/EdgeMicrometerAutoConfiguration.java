// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.actuate;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.ext.micrometer.MicrometerListener;
import dev.edgefilter.ext.micrometer.ObservedOrigins;
import dev.edgefilter.ext.micrometer.StoreMeters;
import dev.edgefilter.origin.OriginConnector;
import dev.edgefilter.spring.EdgeEngineCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters, and observations of remote origins, where there is Micrometer. */
@AutoConfiguration(
    afterName = {
      "dev.edgefilter.spring.autoconfigure.EdgeAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnBean(EdgeEngine.class)
public final class EdgeMicrometerAutoConfiguration {

  /** Made by Spring. */
  EdgeMicrometerAutoConfiguration() {}

  /** Meters. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  @ConditionalOnBean(MeterRegistry.class)
  static final class Meters {

    @Bean
    @ConditionalOnMissingBean
    MicrometerListener edgeMicrometerListener(MeterRegistry registry) {
      return new MicrometerListener(registry);
    }

    @Bean
    @ConditionalOnMissingBean
    StoreMeters edgeStoreMeters(EdgeEngine engine) {
      return new StoreMeters(engine::statistics);
    }
  }

  /** Observations, which become spans where there is a tracer. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  @ConditionalOnBean(ObservationRegistry.class)
  static final class Observations {

    @Bean
    EdgeEngineCustomizer edgeObservedOrigins(
        ObservationRegistry registry, ObjectProvider<OriginConnector> own) {
      return builder -> {
        OriginConnector connector = own.getIfUnique(Observations::found);
        if (connector != null) {
          builder.originConnector(new ObservedOrigins(connector, registry));
        }
      };
    }

    private static @Nullable OriginConnector found() {
      return ServiceLoader.load(OriginConnector.class, EdgeEngine.class.getClassLoader())
          .findFirst()
          .orElse(null);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.servlet.EdgeFilter;
import dev.edgefilter.spring.EdgeInvalidator;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** Puts the edge in front of a servlet web application. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "edge", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(EdgeProperties.class)
public final class EdgeAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger("dev.edgefilter.spring");

  /** Made by Spring. */
  EdgeAutoConfiguration() {}

  /** There is a distribution to serve. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OnEdgeConfigured.class)
  static final class Configured {

    @Bean
    AfterStart edgeAfterStart() {
      return new AfterStart();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    EdgeEngine edgeEngine(
        EdgeProperties properties,
        Environment environment,
        ResourceLoader resources,
        ListableBeanFactory beans,
        AfterStart afterStart) {
      return new EngineFactory(properties, new ConfigLocations(resources), beans, afterStart)
          .start(OnEdgeConfigured.isDistributionWritten(environment));
    }

    @Bean
    @ConditionalOnMissingBean(name = "edgeFilterRegistration")
    FilterRegistrationBean<EdgeFilter> edgeFilterRegistration(
        EdgeEngine engine, EdgeProperties properties) {
      FilterRegistrationBean<EdgeFilter> registration =
          new FilterRegistrationBean<>(new EdgeFilter(engine));
      registration.setName("edgeFilter");
      registration.setOrder(properties.filter().order());
      registration.setUrlPatterns(properties.filter().urlPatterns());
      registration.setAsyncSupported(true);
      registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
      return registration;
    }

    @Bean
    EdgeInvalidator edgeInvalidator(EdgeEngine engine) {
      return (distributionId, request) -> {
        if (!distributionId.isEmpty()) {
          engine.createInvalidation(distributionId, request);
          return;
        }
        for (DistributionConfig distribution : engine.config().distributions()) {
          engine.createInvalidation(distribution.id(), request);
        }
      };
    }

    /** In a container of its own the core's fragment registers a filter, which then keeps still. */
    @Bean
    ServletContextInitializer edgeFragmentSilencer() {
      return context -> context.setAttribute(EdgeFilter.MANAGED, true);
    }

    @Bean
    StartUpReport edgeStartUpReport(
        EdgeEngine engine, EdgeProperties properties, Environment environment) {
      return new StartUpReport(engine, properties, environment);
    }
  }

  /** There is none, which is worth a word. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OnNothingConfigured.class)
  static final class NothingConfigured {

    NothingConfigured() {
      LOG.warn(
          "Edge Filter is on the class path and does nothing: no distribution is configured. Set"
              + " edge.distribution.behaviors (see the page spring-boot), name a file in"
              + " edge.config, or define a bean of type DistributionConfig; edge.enabled=false"
              + " keeps it off without this warning.");
    }
  }
}

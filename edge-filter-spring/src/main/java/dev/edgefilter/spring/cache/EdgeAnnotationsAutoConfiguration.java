// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.spring.EdgeCache;
import dev.edgefilter.spring.EdgeInvalidate;
import dev.edgefilter.spring.EdgeInvalidator;
import dev.edgefilter.spring.autoconfigure.EdgeProperties;
import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Pointcut;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes {@link EdgeCache} and {@link EdgeInvalidate} work on the beans of an application. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(EdgeProperties.class)
@Import(EdgeAnnotationsAutoConfiguration.Proxies.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class EdgeAnnotationsAutoConfiguration {

  /** The header of distributions that name none. */
  private static final String USUAL_TAG_HEADER = "Cache-Tag";

  /** Made by Spring. */
  EdgeAnnotationsAutoConfiguration() {}

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static DefaultPointcutAdvisor edgeCacheAdvisor(
      ObjectProvider<EdgeEngine> engine,
      ObjectProvider<EdgeProperties> properties,
      Environment environment) {
    Pointcut annotated =
        new ComposablePointcut(new AnnotationMatchingPointcut(EdgeCache.class, true))
            .union(new AnnotationMatchingPointcut(null, EdgeCache.class, true));
    Advice advice =
        new LazyAdvice(
            () ->
                new EdgeCacheInterceptor(
                    new CacheRules(
                        properties.getObject().endpointPolicies(),
                        environment::resolveRequiredPlaceholders),
                    new AnswerHeaders(tagHeader(engine.getIfAvailable()))));
    return new DefaultPointcutAdvisor(annotated, advice);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static DefaultPointcutAdvisor edgeInvalidateAdvisor(ObjectProvider<EdgeInvalidator> all) {
    Advice advice =
        new EdgeInvalidateInterceptor(
            () -> all.orderedStream().toList(), AfterCommit.ofThisApplication());
    DefaultPointcutAdvisor advisor =
        new DefaultPointcutAdvisor(
            new AnnotationMatchingPointcut(null, EdgeInvalidate.class, true), advice);
    return advisor;
  }

  @Bean
  static FailedAnswers edgeFailedAnswers() {
    return new FailedAnswers();
  }

  @Bean
  static WebMvcConfigurer edgeFailedAnswersConfigurer(FailedAnswers failed) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(failed).order(FailedAnswers.HIGHEST_PRECEDENCE);
      }
    };
  }

  private static String tagHeader(@Nullable EdgeEngine engine) {
    if (engine != null) {
      for (DistributionConfig distribution : engine.config().distributions()) {
        if (!distribution.cacheTagHeader().isEmpty()) {
          return distribution.cacheTagHeader();
        }
      }
    }
    return USUAL_TAG_HEADER;
  }

  /** Lets Spring make proxies, as its own annotations do. */
  static final class Proxies implements ImportBeanDefinitionRegistrar {
    @Override
    public void registerBeanDefinitions(
        AnnotationMetadata importing, BeanDefinitionRegistry registry) {
      AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
      AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches when there is a distribution to serve, in files, properties or beans. */
final class OnEdgeConfigured extends SpringBootCondition implements ConfigurationCondition {

  private static final ConfigurationPropertyName FILES =
      ConfigurationPropertyName.of("edge.config");
  private static final ConfigurationPropertyName DISTRIBUTION =
      ConfigurationPropertyName.of("edge.distribution");

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("Edge Filter");
    String found = found(context);
    return found == null
        ? ConditionOutcome.noMatch(message.because("no distribution is configured"))
        : ConditionOutcome.match(message.foundExactly(found));
  }

  private static @Nullable String found(ConditionContext context) {
    if (isSet(context.getEnvironment(), FILES)) {
      return "edge.config";
    }
    if (isDistributionWritten(context.getEnvironment())) {
      return "edge.distribution";
    }
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    if (beans != null) {
      for (Class<?> type :
          new Class<?>[] {DistributionConfig.class, EdgeConfig.class, EdgeEngine.class}) {
        if (beans.getBeanNamesForType(type, true, false).length > 0) {
          return "a bean of type " + type.getSimpleName();
        }
      }
    }
    return null;
  }

  /** Whether any property of a distribution is set. */
  static boolean isDistributionWritten(Environment environment) {
    return isSet(environment, DISTRIBUTION);
  }

  private static boolean isSet(Environment environment, ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.getConfigurationProperty(name) != null
          || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }
}

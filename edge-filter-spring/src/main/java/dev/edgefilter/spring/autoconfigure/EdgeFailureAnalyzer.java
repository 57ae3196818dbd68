// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Prints what is wrong with a configuration as Spring Boot prints what is wrong with properties.
 */
final class EdgeFailureAnalyzer extends AbstractFailureAnalyzer<ConfigException> {

  private final Environment environment;

  /** Called by Spring Boot. */
  EdgeFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigException cause) {
    StringBuilder description = new StringBuilder("The configuration of Edge Filter is wrong:\n");
    for (ConfigProblem problem : cause.problems()) {
      description.append("\n    ").append(describe(problem));
    }
    int count = cause.problems().size();
    String action =
        (count == 1 ? "Correct it" : "Correct all " + count)
            + "; each line says where, what was found and what was expected. edge.enabled=false"
            + " starts the application without the edge.";
    return new FailureAnalysis(description.append('\n').toString(), action, cause);
  }

  private String describe(ConfigProblem problem) {
    if (!problem.source().isEmpty()) {
      return problem.toString();
    }
    String property = PropertyNames.of(problem.place());
    String origin = origin(property);
    return property + (origin == null ? "" : " (" + origin + ")") + ": " + problem.message();
  }

  /** The file and line of a property, or of the nearest one around it. */
  private @Nullable String origin(String property) {
    for (String name = property; !name.isEmpty(); name = parent(name)) {
      ConfigurationPropertyName asked = ConfigurationPropertyName.ofIfValid(name);
      for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
        ConfigurationProperty found = asked == null ? null : source.getConfigurationProperty(asked);
        if (found != null && found.getOrigin() != null) {
          return found.getOrigin().toString();
        }
      }
    }
    return null;
  }

  private static String parent(String name) {
    int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('['));
    return end < 0 ? "" : name.substring(0, end);
  }
}

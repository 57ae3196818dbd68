// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.app;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves Spring Security out of test applications that do not set {@code test.security}. */
public final class SecurityOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {
  private Environment environment;

  @Override
  public void setEnvironment(Environment given) {
    environment = given;
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean wanted = environment.getProperty("test.security", Boolean.class, false);
    boolean[] match = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      match[i] = wanted || classes[i] == null || !classes[i].contains(".security.");
    }
    return match;
  }
}

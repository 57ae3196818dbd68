// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;

/** The container that a test application runs on; both are on the class path. */
public enum Container {
  TOMCAT(
      "org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory",
      "org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory"),
  JETTY(
      "org.springframework.boot.jetty.servlet.JettyServletWebServerFactory",
      "org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory");

  /** Its name since Spring Boot 4, and the one before. */
  private final String[] factories;

  Container(String... factories) {
    this.factories = factories;
  }

  void choose(GenericApplicationContext context) {
    context.registerBeanDefinition("serverFactory", new RootBeanDefinition(type()));
  }

  private Class<?> type() {
    for (String name : factories) {
      try {
        return Class.forName(name, false, Container.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        // the name of another Spring Boot
      }
    }
    throw new IllegalStateException(this + " is not on the class path");
  }
}

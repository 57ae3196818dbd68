// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

/**
 * Where an edge can stand: on either container, before a remote origin or before the application.
 */
enum Chain {
  JETTY_PROXY(ServletContainer.Kind.JETTY, true),
  TOMCAT_PROXY(ServletContainer.Kind.TOMCAT, true),
  JETTY_APP(ServletContainer.Kind.JETTY, false),
  TOMCAT_APP(ServletContainer.Kind.TOMCAT, false);

  final ServletContainer.Kind kind;

  /** True where the origin is a server of its own. */
  final boolean proxy;

  Chain(ServletContainer.Kind kind, boolean proxy) {
    this.kind = kind;
    this.proxy = proxy;
  }
}

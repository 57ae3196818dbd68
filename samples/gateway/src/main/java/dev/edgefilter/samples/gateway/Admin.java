// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.ConfigWatcher;
import dev.edgefilter.EdgeEngine;
import dev.edgefilter.servlet.ExplainServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** What the operator's port serves: {@code /explain}, {@code /statistics} and {@code /reload}. */
final class Admin {

  private Admin() {}

  /**
   * The pages.
   *
   * @param connector the only connector that reaches them, as a virtual host
   */
  static ServletContextHandler pages(EdgeEngine engine, ConfigWatcher watcher, String connector) {
    ServletContextHandler context = new ServletContextHandler();
    context.setVirtualHosts(List.of(connector));
    add(context, "/explain", new ExplainServlet(engine));
    add(context, "/statistics", new StatisticsServlet(engine));
    add(context, "/reload", new ReloadServlet(watcher));
    return context;
  }

  private static void add(ServletContextHandler context, String path, HttpServlet servlet) {
    context.addServlet(new ServletHolder(servlet), path);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.conformance;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.EdgeConfigReader;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the origin of the public suite for HTTP caches through the filter: as a remote origin, or
 * as an application that passes requests on; see {@code src/conformance}.
 */
final class ConformanceServer {

  /** Every request in flight holds one. */
  private static final int THREADS = 500;

  private static final String ORIGIN_ID = "origin";

  private ConformanceServer() {}

  /** Takes the chain, the fidelity, the configuration and the origin's address. */
  public static void main(String[] args) throws Exception {
    boolean app = args[0].endsWith("-app");
    EdgeEngineBuilder builder =
        EdgeEngine.builder()
            .config(EdgeConfigReader.read(List.of(Path.of(args[2]))))
            .fidelity(Fidelity.valueOf(args[1].toUpperCase(Locale.ROOT)));
    if (app) {
      builder.originIsSelf(ORIGIN_ID);
    }
    EdgeEngine engine = builder.start();
    HttpServlet behind = new PassThroughServlet(URI.create(args[3]));
    int port = args[0].startsWith("jetty") ? jetty(engine, behind) : tomcat(engine, behind);
    System.out.println("ready: http://127.0.0.1:" + port);
  }

  private static int jetty(EdgeEngine engine, HttpServlet behind) throws Exception {
    Server server = new Server(new QueuedThreadPool(THREADS));
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder filter = new FilterHolder(new EdgeFilter(engine));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    ServletHolder servlet = new ServletHolder(behind);
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/*");
    server.setHandler(context);
    server.start();
    return connector.getLocalPort();
  }

  private static int tomcat(EdgeEngine engine, HttpServlet behind) throws Exception {
    Tomcat tomcat = new Tomcat();
    Path base = Files.createTempDirectory("conformance");
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", Integer.toString(THREADS));
    Context context = tomcat.addContext("", base.toString());
    FilterDef filter = new FilterDef();
    filter.setFilterName("edge");
    filter.setFilter(new EdgeFilter(engine));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("edge");
    map.addURLPattern("/*");
    map.setDispatcher("REQUEST");
    map.setDispatcher("ASYNC");
    context.addFilterMap(map);
    Wrapper servlet = Tomcat.addServlet(context, "behind", behind);
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import dev.edgefilter.servlet.EdgeFilter;
import dev.edgefilter.servlet.ExplainServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ResourceServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** The running sample: the engine, the site behind its filter, and the operator's port. */
final class Quickstart implements AutoCloseable {
  private static final String YEAR = "public, max-age=31536000";

  private final EdgeEngine engine;
  private final DemoDownload download;
  private final Server site;
  private final Server operator;

  private Quickstart(Options options) throws Exception {
    engine =
        EdgeEngine.builder()
            .config(config(options))
            .function(ObservatoryConfig.REDIRECT_OLD_HOME, ObservatoryFunctions::redirectOldHome)
            .function(
                ObservatoryConfig.ADD_SECURITY_HEADERS, ObservatoryFunctions::addSecurityHeaders)
            .start();
    download = DemoDownload.make(options.downloadBytes());
    site = server(options.port(), site(options));
    operator = server(options.operatorPort(), operatorPages());
  }

  static Quickstart start(Options options) throws Exception {
    Quickstart quickstart = new Quickstart(options);
    try {
      quickstart.site.start();
      quickstart.operator.start();
      return quickstart;
    } catch (Exception e) {
      quickstart.close();
      throw e;
    }
  }

  /** Where viewers go, such as {@code http://localhost:8080}. */
  URI site() {
    return address(site);
  }

  /** Where the operator goes. */
  URI operator() {
    return address(operator);
  }

  @Override
  public void close() {
    try (download;
        engine) {
      site.stop();
      operator.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The quick start did not stop cleanly", e);
    }
  }

  private static EdgeConfig config(Options options) {
    return options.configFiles().isEmpty()
        ? ObservatoryConfig.inCode()
        : EdgeConfigReader.read(options.configFiles());
  }

  private ServletContextHandler site(Options options) {
    InstantSource clock = InstantSource.system();
    StarCatalogue catalogue = StarCatalogue.load();
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.getSessionHandler().setHttpOnly(true);
    context.getMimeTypes().addMimeMapping("m3u8", "application/vnd.apple.mpegurl");
    context.getMimeTypes().addMimeMapping("ts", "video/mp2t");

    // The edge comes first and sees every request.
    FilterHolder edge = new FilterHolder(new EdgeFilter(engine));
    edge.setAsyncSupported(true);
    context.addFilter(edge, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));

    // The rest is an ordinary application.
    add(context, "/api/stars", new StarsServlet(catalogue));
    add(context, "/api/me", new MeServlet());
    add(context, "/slow", new AlmanacServlet(catalogue, clock));
    add(context, "/login", new LoginServlet());
    add(context, "/links", new LinksServlet(options.downloadBytes(), clock));
    add(context, "/images/*", files(new ResourceServlet(), bundled("site/images/"), YEAR));
    add(context, "/styles/*", files(new ResourceServlet(), bundled("site/styles/"), YEAR));
    add(context, "/downloads/*", files(new ResourceServlet(), download.url(), "max-age=86400"));
    add(
        context,
        "/downloads/film/*",
        files(new ResourceServlet(), bundled("film/"), "max-age=86400"));
    add(context, "/", files(new DefaultServlet(), bundled("site/"), "public, max-age=60"));
    return context;
  }

  private ServletContextHandler operatorPages() {
    ServletContextHandler context = new ServletContextHandler();
    add(context, "/edge", new OperatorServlet(engine, this::site));
    add(context, "/explain", new ExplainServlet(engine));
    add(context, "/short-links", new ShortLinksServlet(engine));
    add(context, "/images/*", files(new ResourceServlet(), bundled("site/images/"), YEAR));
    add(context, "/styles/*", files(new ResourceServlet(), bundled("site/styles/"), YEAR));
    return context;
  }

  private static void add(ServletContextHandler context, String path, HttpServlet servlet) {
    add(context, path, new ServletHolder(servlet));
  }

  private static void add(ServletContextHandler context, String path, ServletHolder servlet) {
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, path);
  }

  private static ServletHolder files(ResourceServlet servlet, String folder, String cacheControl) {
    ServletHolder files = new ServletHolder(servlet);
    files.setInitParameter("baseResource", folder);
    files.setInitParameter("cacheControl", cacheControl);
    files.setInitParameter("etags", "true");
    files.setInitParameter("dirAllowed", "false");
    return files;
  }

  private static String bundled(String folder) {
    return Resources.url(folder).toString();
  }

  private static Server server(int port, ServletContextHandler context) {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setHandler(context);
    return server;
  }

  private static URI address(Server server) {
    return URI.create("http://localhost:" + server.getURI().getPort());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.StandardRoot;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Embedded Tomcat, 10.1 or 11. */
final class TomcatContainer implements ServletContainer {
  private static final String TRAILERS =
      "authorization,cloudfront-viewer-country,content-length,content-type,cookie,host,"
          + "x-amz-date,x-forwarded-for,x-here,x-hop,x-key,x-other,x-sum";

  private final Tomcat tomcat;

  private TomcatContainer(Tomcat tomcat) {
    this.tomcat = tomcat;
  }

  static TomcatContainer start(
      Path workDirectory, ContainerSettings settings, ServletContainerInitializer setup)
      throws Exception {
    Tomcat tomcat = listening(workDirectory);
    if (settings.maxThreads() > 0) {
      tomcat.getConnector().setProperty("maxThreads", String.valueOf(settings.maxThreads()));
    }
    if (settings.http2()) {
      Http2Protocol http2 = new Http2Protocol();
      // A few short frames or resets would pass for an attack, and end the connection.
      http2.setOverheadDataThreshold(0);
      http2.setOverheadResetFactor(0);
      tomcat.getConnector().addUpgradeProtocol(http2);
    }
    Context context =
        tomcat.addContext(
            settings.contextPath(),
            settings.documents() == null ? null : settings.documents().toString());
    settings
        .errorPages()
        .forEach(
            (status, location) -> {
              ErrorPage page = new ErrorPage();
              page.setErrorCode(status);
              page.setLocation(location);
              context.addErrorPage(page);
            });
    Tomcat.addDefaultMimeTypeMappings(context);
    StandardRoot resources = new StandardRoot(context);
    resources.setCachingAllowed(false); // it does not see changes for some seconds
    context.setResources(resources);
    context.addServletContainerInitializer(setup, Set.of());
    tomcat.start();
    return new TomcatContainer(tomcat);
  }

  static TomcatContainer startWebApp(Path workDirectory, String contextPath, Path webApp)
      throws Exception {
    Tomcat tomcat = listening(workDirectory);
    StandardContext context = new StandardContext();
    context.setPath(contextPath);
    context.setDocBase(webApp.toString());
    ContextConfig descriptors = new ContextConfig();
    descriptors.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(descriptors);
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanClassPath(false); // what is on the test's class path is not the web app's
    context.setJarScanner(scanner);
    tomcat.getHost().addChild(context);
    tomcat.start();
    return new TomcatContainer(tomcat);
  }

  private static Tomcat listening(Path workDirectory) {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(workDirectory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat
        .getConnector()
        .setProperty("maxHttpRequestHeaderSize", String.valueOf(LARGEST_REQUEST_HEAD));
    // Tomcat throws away all others, Jetty none.
    tomcat.getConnector().setProperty("allowedTrailerHeaders", TRAILERS);
    return tomcat;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop the container", e);
    }
  }
}

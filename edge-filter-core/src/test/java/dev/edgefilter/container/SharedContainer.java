// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;

/**
 * A container that all tests of a run use one after the other, each with an edge and an application
 * of its own. It has sessions, a page for the status 410, and takes a header for a login.
 */
final class SharedContainer implements AutoCloseable {
  /** With this header a request goes past the edge. */
  static final String BARE = "X-Test-Bare";

  /** Who is logged in. */
  static final String USER = "X-Test-User";

  /** The value is set as a header and a cookie before the edge runs. */
  static final String FRONT = "X-Test-Front";

  /** The path of the page for the status 410. */
  static final String GONE_PAGE = "/pages/gone";

  private static final ContainerSettings SETTINGS =
      new ContainerSettings("", true, Map.of(410, GONE_PAGE), null);

  private final ServletContainer container;
  private volatile Edge edge;

  SharedContainer(ServletContainer.Kind kind, boolean http2) {
    try {
      Path directory = Files.createTempDirectory("container");
      directory.toFile().deleteOnExit();
      container =
          kind.start(
              directory,
              http2 ? SETTINGS.withHttp2() : SETTINGS,
              (classes, context) -> install(context));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void install(ServletContext context) {
    var front = context.addFilter("front", new Front());
    front.setAsyncSupported(true);
    front.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    var filter = context.addFilter("edge", new Delegate());
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    var servlet = context.addServlet("app", new App());
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
  }

  Edge use(EdgeSetup setup) {
    Edge started = new Edge(container.port(), setup);
    edge = started;
    return started;
  }

  private Edge edge() {
    return Objects.requireNonNull(edge, "no edge is in use");
  }

  @Override
  public void close() {
    container.close();
  }

  private static boolean isBare(ServletRequest request) {
    return request instanceof HttpServletRequest http && http.getHeader(BARE) != null;
  }

  /** What runs in front of the edge. */
  private final class Front implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (!isBare(request)) {
        edge().begin();
      }
      HttpServletRequest http = (HttpServletRequest) request;
      String front = http.getHeader(FRONT);
      if (front != null) {
        ((HttpServletResponse) response).setHeader(FRONT, front);
        ((HttpServletResponse) response).addCookie(new Cookie("front", front));
      }
      String user = http.getHeader(USER);
      chain.doFilter(user == null ? request : new LoggedIn(http, user), response);
    }
  }

  /** The edge of the test that runs. */
  private final class Delegate implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (isBare(request)) {
        chain.doFilter(request, response);
      } else {
        edge().filter.doFilter(request, response, chain);
      }
    }
  }

  private final class App extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      try {
        Object included = request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI);
        String path = included == null ? request.getRequestURI() : included.toString();
        edge().handle(path, request, response);
      } catch (IOException | ServletException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new ServletException(e);
      }
    }
  }

  private static final class LoggedIn extends HttpServletRequestWrapper {
    private final String user;

    LoggedIn(HttpServletRequest request, String user) {
      super(request);
      this.user = user;
    }

    @Override
    public String getRemoteUser() {
      return user;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> user;
    }
  }
}

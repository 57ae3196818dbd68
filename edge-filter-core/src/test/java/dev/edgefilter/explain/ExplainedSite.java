// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.container.ServletContainer;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.servlet.EdgeFilter;
import dev.edgefilter.servlet.ExplainServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small site behind the edge on Jetty, a second server for operators, and a hand-turned clock.
 */
final class ExplainedSite implements AutoCloseable {
  static final String SHARED_SECRET = "only-the-edge-knows-this";

  final AtomicLong nowMillis = new AtomicLong(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
  final AtomicInteger runs = new AtomicInteger();
  final CountDownLatch slowRuns = new CountDownLatch(1);
  final CountDownLatch slowMayGo = new CountDownLatch(1);
  final EdgeEngine engine;
  private final ServletContainer viewers;
  private final ServletContainer operators;
  private int asked;
  private int answered;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ExplainedSite(Path directory) throws Exception {
    engine =
        EdgeEngine.builder()
            .config(config(1000))
            .function(
                "hello", event -> FunctionResult.response(FunctionResponse.text(200, "hello")))
            .function("no", event -> FunctionResult.response(FunctionResponse.text(403, "no")))
            .listener(record -> exchangeDone())
            .clock(() -> Instant.ofEpochMilli(nowMillis.get()))
            .start();
    viewers =
        ServletContainer.Kind.JETTY.start(directory, (classes, context) -> installSite(context));
    operators =
        ServletContainer.Kind.JETTY.start(
            directory,
            (classes, context) ->
                context.addServlet("explain", new ExplainServlet(engine)).addMapping("/explain"));
  }

  /** As after the start: nothing stored, and so much later that no mark of before is left. */
  void reset() {
    engine.publish(config(1000));
    engine.invalidate("site", "/*");
    nowMillis.addAndGet(Duration.ofHours(1).toMillis());
    runs.set(0);
  }

  static EdgeConfig config(long maxTtlSeconds) {
    return EdgeConfig.builder()
        .distribution(distribution())
        .cachePolicy(
            CachePolicyConfig.builder("by-size")
                .minTtlSeconds(5)
                .defaultTtlSeconds(20)
                .maxTtlSeconds(maxTtlSeconds)
                .headers(HeaderSelection.whitelist("Accept-Language"))
                .cookies(NameSelection.whitelist("lang"))
                .queryStrings(NameSelection.whitelist("size"))
                .build())
        .publicKey(SigningData.RSA_ID, SigningData.text("rsa-public.pem"))
        .keyGroup("downloads", SigningData.RSA_ID)
        .build();
  }

  private static DistributionConfig distribution() {
    return Distribution.builder()
        .id("site")
        .defaultRootObject("index.html")
        .origin(
            OriginConfig.builder("app", OriginConfig.SELF)
                .customHeader("X-Origin-Proof", SHARED_SECRET)
                .build())
        .behavior(
            "/api/*",
            behavior ->
                behavior.cachePolicy("Managed-CachingDisabled").allowedMethods(AllowedMethods.ALL))
        .behavior(
            "/paid/*",
            behavior ->
                behavior.cachePolicy("Managed-CachingOptimized").trustedKeyGroup("downloads"))
        .behavior("*.jpg", behavior -> behavior.cachePolicy("by-size"))
        .behavior(
            "/secure/*",
            behavior -> behavior.viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS))
        .behavior("/hello", behavior -> behavior.function(FunctionEvent.VIEWER_REQUEST, "hello"))
        .behavior(
            "/themes",
            behavior ->
                behavior
                    .cachePolicy("Managed-CachingOptimized")
                    .originRequestPolicy("Managed-AllViewer"))
        .defaultBehavior(behavior -> behavior.cachePolicy("Managed-CachingOptimized"))
        .build();
  }

  private void installSite(ServletContext context) {
    var filter = context.addFilter("edge", new EdgeFilter(engine));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    context.addServlet("explain", new ExplainServlet(engine)).addMapping("/explain");
    context.addServlet("app", new Site(this)).addMapping("/");
  }

  /** The address of a path of the site. */
  String url(String target) {
    return "http://127.0.0.1:" + viewers.port() + target;
  }

  HttpResponse<String> ask(String method, String url, List<String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
    for (String header : headers) {
      int colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 1).trim());
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A viewer's GET; when it returns, the exchange is over and what it stores can be found. */
  HttpResponse<String> get(String target, String... headers)
      throws IOException, InterruptedException {
    return view("GET", target, List.of(headers));
  }

  /** A viewer's request of any method. */
  HttpResponse<String> view(String method, String target, List<String> headers)
      throws IOException, InterruptedException {
    HttpResponse<String> response = ask(method, url(target), headers);
    awaitEnd();
    return response;
  }

  private synchronized void awaitEnd() throws InterruptedException {
    asked++;
    while (answered < asked) {
      wait();
    }
  }

  private synchronized void exchangeDone() {
    answered++;
    notifyAll();
  }

  /** A viewer's GET under a host name of choice. */
  void getAs(String host, String target, String... headers)
      throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), viewers.port())) {
      StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
      request.append("Host: ").append(host).append("\r\nConnection: close\r\n");
      for (String header : headers) {
        request.append(header).append("\r\n");
      }
      byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(bytes);
      socket.getInputStream().readAllBytes();
    }
    awaitEnd();
  }

  /** What the operators' server answers to a query. */
  HttpResponse<String> explain(String query) throws IOException, InterruptedException {
    String address = "http://127.0.0.1:" + operators.port() + "/explain";
    return ask("GET", query.isEmpty() ? address : address + "?" + query, List.of());
  }

  @Override
  public void close() {
    viewers.close();
    operators.close();
    engine.close();
  }

  /** The application: what it sends depends on the path alone. */
  private static final class Site extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient ExplainedSite site;

    Site(ExplainedSite site) {
      this.site = site;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      site.runs.incrementAndGet();
      switch (request.getRequestURI()) {
        case "/style.css", "/paid/film.txt", "/photo.jpg" -> confirm(request, response);
        case "/swr" -> response.setHeader("Cache-Control", "max-age=10, stale-while-revalidate=30");
        case "/languages" -> {
          response.setHeader("Cache-Control", "max-age=60");
          response.setHeader("Vary", "Accept-Encoding");
        }
        case "/themes" -> {
          response.setHeader("Cache-Control", "max-age=60");
          response.setHeader("Vary", "X-Theme, X-Auth-Token");
        }
        case "/slow" -> await();
        case "/private" -> response.setHeader("Cache-Control", "private");
        case "/long.css" -> {
          response.setContentType("text/css");
          response.setContentLength(20_000);
          response.getOutputStream().write(new byte[20_000]);
          return;
        }
        case "/missing", "/errors/missing" -> response.setStatus(404);
        case "/gone" -> response.setStatus(410);
        default -> response.setHeader("Cache-Control", "s-maxage=30");
      }
      if (response.getStatus() != HttpServletResponse.SC_NOT_MODIFIED) {
        response.getOutputStream().print("content of " + request.getRequestURI());
      }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      doGet(request, response);
    }

    private void await() throws IOException {
      site.slowRuns.countDown();
      try {
        site.slowMayGo.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    private static void confirm(HttpServletRequest request, HttpServletResponse response) {
      response.setHeader("Cache-Control", "public, max-age=60");
      response.setHeader("ETag", "\"v1\"");
      if ("\"v1\"".equals(request.getHeader("If-None-Match"))) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      }
    }
  }
}

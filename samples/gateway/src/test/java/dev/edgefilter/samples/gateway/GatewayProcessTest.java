// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as people run it: a process of its own, asked by HTTP, stopped by SIGTERM. */
@Timeout(120)
class GatewayProcessTest {

  private final HttpClient viewer = HttpClient.newHttpClient();
  private final SmallOrigin origin = new SmallOrigin();
  private Server server;
  private int originPort;

  @TempDir private Path directory;

  @BeforeEach
  void startOrigin() throws Exception {
    server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("localhost");
    server.addConnector(connector);
    server.setHandler(origin);
    server.start();
    originPort = connector.getLocalPort();
  }

  @AfterEach
  void stopOrigin() throws Exception {
    server.stop();
  }

  @Test
  void servesMissThenHitAndStopsWith0WhenTerminated() throws Exception {
    Path logs = directory.resolve("logs");
    try (RunningGateway gateway = start("--access-log", logs.toString())) {
      HttpResponse<String> miss = get(gateway, "/page");
      HttpResponse<String> hit = get(gateway, "/page");

      assertEquals("Miss from cloudfront", miss.headers().firstValue("X-Cache").orElseThrow());
      assertEquals("Hit from cloudfront", hit.headers().firstValue("X-Cache").orElseThrow());
      assertEquals("answer 1 to /page", miss.body());
      assertEquals(miss.body(), hit.body());
      assertEquals(List.of("tiny"), hit.headers().allValues("X-Origin"));
      assertEquals(1, hit.headers().allValues("Date").size());
      assertEquals(0, gateway.terminate());
    }
    List<String> lines = unzip(logs);
    assertEquals("#Version: 1.0", lines.get(0));
    assertTrue(lines.get(2).contains("\tGET\t"), lines.get(2));
    assertTrue(lines.get(2).contains("\t/page\t200\t"), lines.get(2));
    assertTrue(lines.get(2).contains("\tMiss\t"), lines.get(2));
    assertTrue(lines.get(3).contains("\tHit\t"), lines.get(3));
    assertEquals(4, lines.size());
  }

  @Test
  void accessLogGoesToStandardOutputWhenAsked() throws Exception {
    try (RunningGateway gateway = start("--access-log", "-")) {
      get(gateway, "/page");

      String line = gateway.out().readLine();
      assertEquals(33, line.split("\t", -1).length, line);
    }
  }

  @Test
  void storeFolderOutlivesTheProcessAndBelongsToOne() throws Exception {
    String folder = directory.resolve("store").toString();
    try (RunningGateway gateway = start("--store-dir", folder)) {
      get(gateway, "/page");
      String config = directory.resolve("edge.json").toString();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Main second = new Main(System.out, new PrintStream(err, true, StandardCharsets.UTF_8));

      assertEquals(
          ExitCode.START, second.run("--config", config, "--port", "0", "--store-dir", folder));
      String said = err.toString(StandardCharsets.UTF_8);
      assertTrue(said.contains(folder + " is in use by another process"), said);
      assertEquals(ExitCode.OK, second.run("--config", config, "--check", "--store-dir", folder));
      gateway.process().destroyForcibly().waitFor();
    }
    try (RunningGateway gateway = start("--store-dir", folder)) {
      // The folder is read behind the first requests, so these may come from the origin.
      String cache = "";
      for (int i = 0; i < 2000 && !cache.equals("Hit from cloudfront"); i++) {
        HttpResponse<String> answer = get(gateway, "/page");
        assertEquals(200, answer.statusCode());
        cache = answer.headers().firstValue("X-Cache").orElseThrow();
      }
      assertEquals("Hit from cloudfront", cache);
    }
  }

  @Test
  void requestInFlightIsFinishedBeforeTheProcessStops() throws Exception {
    try (RunningGateway gateway = start()) {
      CompletableFuture<HttpResponse<String>> slow =
          viewer.sendAsync(request(gateway, "/slow"), BodyHandlers.ofString());
      assertTrue(origin.slowAsked.await(60, TimeUnit.SECONDS));
      gateway.process().toHandle().destroy();
      origin.slowMayAnswer.countDown();

      assertEquals("answer 1 to /slow", slow.get(60, TimeUnit.SECONDS).body());
      assertEquals(0, gateway.terminate());
    }
  }

  @Test
  void bodiesOfRequestsReachTheOrigin() throws Exception {
    try (RunningGateway gateway = start()) {
      HttpRequest post =
          HttpRequest.newBuilder(gateway.address().resolve("/echo"))
              .POST(HttpRequest.BodyPublishers.ofString("hello"))
              .build();

      assertEquals("hello", viewer.send(post, BodyHandlers.ofString()).body());
    }
  }

  @Test
  void operatorIsServedOnAPortOfItsOwnOnly() throws Exception {
    try (RunningGateway gateway = start("--admin-port", "0")) {
      get(gateway, "/page");
      URI admin = gateway.admin();
      String url = URLEncoder.encode(gateway.address() + "/page", StandardCharsets.UTF_8);

      assertTrue(get(admin.resolve("/statistics")).body().contains("\"stored\": 1"));
      assertEquals(200, get(admin.resolve("/explain?url=" + url)).statusCode());
      assertEquals(404, get(admin.resolve("/page")).statusCode());
      assertTrue(get(gateway, "/explain").body().endsWith(" to /explain"), "asks the origin");
    }
  }

  @Test
  void changedConfigurationIsServedWithoutARestart() throws Exception {
    try (RunningGateway gateway = start("--admin-port", "0")) {
      get(gateway, "/page");
      URI reload = gateway.admin().resolve("/reload");
      policy("SecurityHeadersPolicy");

      assertTrue(post(reload).body().startsWith("served: version 2 "));
      HttpResponse<String> hit = get(gateway, "/page");
      assertEquals("Hit from cloudfront", hit.headers().firstValue("X-Cache").orElseThrow());
      assertEquals("SAMEORIGIN", hit.headers().firstValue("X-Frame-Options").orElseThrow());

      policy("NoSuchPolicy");
      HttpResponse<String> refused = post(reload);
      assertEquals(409, refused.statusCode());
      assertTrue(refused.body().contains("NoSuchPolicy"), refused.body());
      assertTrue(get(gateway, "/page").headers().firstValue("X-Frame-Options").isPresent());

      policy("SimpleCORS");
      String process = Long.toString(gateway.process().pid());
      assertEquals(0, new ProcessBuilder("kill", "-HUP", process).start().waitFor());
      HttpResponse<String> after = get(gateway, "/page");
      while (after.headers().firstValue("X-Frame-Options").isPresent()) {
        after = get(gateway, "/page"); // the signal is handled by a thread of its own
      }
      assertEquals(0, gateway.terminate());
    }
  }

  private void policy(String name) throws IOException {
    Files.writeString(
        directory.resolve("edge.json"),
        TestConfig.local(originPort)
            .replace(
                "\"CachePolicyId\"",
                "\"ResponseHeadersPolicyId\": \"" + name + "\", \"CachePolicyId\""));
  }

  private HttpResponse<String> post(URI address) throws Exception {
    return viewer.send(
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%2Fb", "/a//b", "/a;b=c/d", "/a%20b%7C", "/a.b%3Fc"})
  void pathsAreJudgedByTheEdgeAndNotByTheServer(String path) throws Exception {
    try (RunningGateway gateway = start("--fidelity", "cloudfront")) {
      HttpResponse<String> response = get(gateway, path);

      assertEquals(200, response.statusCode(), response.body());
      assertEquals(path, response.headers().firstValue("X-Asked").orElseThrow());
    }
  }

  @Test
  void originThatIsGoneIsA502() throws Exception {
    server.stop();
    try (RunningGateway gateway = start()) {
      HttpResponse<String> response = get(gateway, "/page");

      assertEquals(502, response.statusCode());
      assertEquals("Error from cloudfront", response.headers().firstValue("X-Cache").orElseThrow());
    }
  }

  private HttpResponse<String> get(RunningGateway gateway, String path) throws Exception {
    return viewer.send(request(gateway, path), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return viewer.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static HttpRequest request(RunningGateway gateway, String path) {
    return HttpRequest.newBuilder(URI.create(gateway.address() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private RunningGateway start(String... more) throws IOException {
    Path config = Files.writeString(directory.resolve("edge.json"), TestConfig.local(originPort));
    List<String> options =
        Stream.concat(
                Stream.of("--config", config.toString(), "--port", "0", "--memory", "64m"),
                Stream.of(more))
            .toList();
    return RunningGateway.start(options);
  }

  private static List<String> unzip(Path logs) throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      assertTrue(
          all.get(0)
              .getFileName()
              .toString()
              .matches("edge\\.\\d{4}-\\d\\d-\\d\\d-\\d\\d\\.[A-Z0-9]{11}\\.gz"),
          all.toString());
      try (InputStream in = new GZIPInputStream(Files.newInputStream(all.get(0)))) {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      }
    }
  }

  /** A gateway process that has said that it is ready. */
  private record RunningGateway(Process process, BufferedReader out, String ready)
      implements AutoCloseable {

    static RunningGateway start(List<String> options) throws IOException {
      List<String> command =
          Stream.concat(
                  Stream.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      Main.class.getName()),
                  options.stream())
              .toList();
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String ready = out.readLine();
      assertTrue(ready.startsWith("edge-gateway ready: http://127.0.0.1:"), ready);
      return new RunningGateway(process, out, ready);
    }

    URI address() {
      return word(2);
    }

    URI admin() {
      return word(4);
    }

    private URI word(int index) {
      return URI.create(ready.split(" ", -1)[index].replace(",", ""));
    }

    /** Sends SIGTERM and returns the exit code. */
    int terminate() throws IOException, InterruptedException {
      process.toHandle().destroy(); // destroy of the process would close its output as well
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertNull(out.readLine());
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** Answers with how often it was asked; {@code /slow} waits until it may. */
  private static final class SmallOrigin extends Handler.Abstract {
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch slowAsked = new CountDownLatch(1);
    private final CountDownLatch slowMayAnswer = new CountDownLatch(1);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = Request.getPathInContext(request);
      if (path.equals("/echo")) {
        Content.copy(request, response, callback);
        return true;
      }
      String answer = "answer " + asked.incrementAndGet() + " to " + path;
      if (path.equals("/slow")) {
        slowAsked.countDown();
        slowMayAnswer.await();
      }
      response.getHeaders().put("X-Origin", "tiny");
      response.getHeaders().put("X-Asked", request.getHttpURI().getPathQuery());
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "max-age=60");
      response.getHeaders().put(HttpHeader.DATE, "Wed, 25 Nov 2026 10:00:00 GMT");
      response.write(true, ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), callback);
      return true;
    }
  }
}

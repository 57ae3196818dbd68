// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.ext.graaljs.GraalFunctionEngine;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.EdgeLocation;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionLog;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.kvs.StoreFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A warm call of a JavaScript function, from the event to the checked parts of its result. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class FunctionBenchmark {
  private static final String SECRET = "a shared secret of the site";

  private EdgeFunction simple;
  private EdgeFunction jwt;
  private EdgeFunction unchanged;
  private EdgeFunction response;
  private EdgeEvent page;
  private EdgeEvent bearer;
  private EdgeEvent answered;

  /** Loads the functions and checks that they do their work. */
  @Setup
  public void load() throws Exception {
    simple = function("single-page-app");
    jwt = function("jwt");
    unchanged = function("redirect");
    response = function("header-hygiene");
    page = pageEvent();
    bearer = event(headers().add("Authorization", "Bearer " + token()).build());
    answered = responseEvent();
    if (!(simple() instanceof FunctionResult.Continue rewritten)
        || !rewritten.request().uri().equals("/index.html")
        || !(jwt() instanceof FunctionResult.Continue let)
        || !"reader-7".equals(let.request().headers().first("X-User"))
        || !(response() instanceof FunctionResult.Respond clean)
        || !clean.response().headers().contains("Strict-Transport-Security")) {
      throw new IllegalStateException("a function does not do its work");
    }
  }

  @Benchmark
  public FunctionResult simple() throws Exception {
    return simple.run(page);
  }

  @Benchmark
  public FunctionResult unchanged() throws Exception {
    return unchanged.run(page);
  }

  @Benchmark
  public FunctionResult response() throws Exception {
    return response.run(answered);
  }

  @Benchmark
  public FunctionResult jwt() throws Exception {
    return jwt.run(bearer);
  }

  static LoadedFunction function(String name) throws IOException {
    FunctionServices services =
        new FunctionServices(
            () -> Instant.ofEpochMilli(BenchData.NOW_MILLIS),
            System::nanoTime,
            FunctionLimits.DEFAULT.withCpu(Duration.ofSeconds(1)),
            EdgeLocation.LOCAL,
            new StoreFolder(Instant::now, null)
                .open(KeyValueStoreConfig.of("secrets", Map.of("jwt.secret", SECRET))));
    return new GraalFunctionEngine()
        .load(FunctionConfig.builder(name, source(name)).build(), services);
  }

  private static String source(String name) throws IOException {
    String path = "/dev/edgefilter/ext/graaljs/functions/" + name + ".js";
    try (InputStream stream = FunctionBenchmark.class.getResourceAsStream(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Headers.Builder headers() {
    return Headers.builder()
        .add("Host", "www.example.com")
        .add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        .add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        .add("Accept-Language", "en-GB,en;q=0.7,de;q=0.3")
        .add("Accept-Encoding", "gzip, deflate, br")
        .add("Referer", "https://www.example.com/")
        .add("Cookie", "theme=dark; session=0123456789abcdef");
  }

  static EdgeEvent pageEvent() {
    return event(headers().build());
  }

  private static EdgeEvent event(Headers headers) {
    return new EdgeEvent(
        FunctionEvent.VIEWER_REQUEST,
        "E1",
        "d1.cloudfront.net",
        "0123456789abcdef0123456789abcdef",
        "192.0.2.7",
        new FunctionRequest("GET", "/stars/north", "page=2&order=name", headers),
        null,
        FunctionLog.NONE);
  }

  private static EdgeEvent responseEvent() {
    Headers headers =
        Headers.of(
            "Content-Type", "text/html; charset=utf-8",
            "Date", "Fri, 27 Nov 2026 10:00:00 GMT",
            "Last-Modified", "Fri, 27 Nov 2026 09:00:00 GMT",
            "Cache-Control", "public, max-age=300",
            "ETag", "\"0123456789abcdef\"",
            "Server", "origin/1.2",
            "X-Powered-By", "something");
    return new EdgeEvent(
        FunctionEvent.VIEWER_RESPONSE,
        "E1",
        "d1.cloudfront.net",
        "0123456789abcdef0123456789abcdef",
        "192.0.2.7",
        pageEvent().request(),
        new FunctionResponse(200, headers, null),
        FunctionLog.NONE);
  }

  private static String token() throws Exception {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String claims =
        "{\"sub\":\"reader-7\",\"exp\":4102444800,\"nbf\":1,\"iss\":\"www.example.com\"}";
    String text =
        encoder.encodeToString(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return text + "." + encoder.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}

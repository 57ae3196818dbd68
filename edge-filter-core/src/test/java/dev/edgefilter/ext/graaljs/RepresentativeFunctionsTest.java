// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.KeyValueStore;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions such as sites run them on CloudFront, unmodified. */
final class RepresentativeFunctionsTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private LoadedFunction load(String name) throws IOException {
    return scripts.load(source(name));
  }

  private static String source(String name) throws IOException {
    try (InputStream stream =
        RepresentativeFunctionsTest.class.getResourceAsStream("functions/" + name + ".js")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static FunctionRequest request(String uri, String query, String... headers) {
    Headers.Builder lines = Headers.builder().add("Host", "www.example.com");
    for (int i = 0; i < headers.length; i += 2) {
      lines.add(headers[i], headers[i + 1]);
    }
    return new FunctionRequest("GET", uri, query, lines.build());
  }

  @Test
  void redirect() throws Exception {
    LoadedFunction function = load("redirect");
    FunctionResponse moved = scripts.answer(function, request("/catalogue", "page=2"));
    assertEquals("301 /stars?page=2", moved.status() + " " + moved.headers().first("Location"));
    assertEquals("max-age=3600", moved.headers().first("Cache-Control"));
    assertNull(moved.bodyBytes());
    assertEquals(
        "/stars",
        scripts.answer(function, request("/catalogue", null)).headers().first("Location"));
    assertEquals("/constructor", scripts.request(function, request("/constructor", "a=1")).uri());
    assertEquals("/stars", scripts.request(function, request("/stars", null)).uri());
  }

  @Test
  void singlePageApp() throws Exception {
    LoadedFunction function = load("single-page-app");
    FunctionRequest page = scripts.request(function, request("/stars/north", "a=1&b=%20"));
    assertEquals("/index.html?a=1&b=%20", page.uri() + "?" + page.query());
    assertEquals("/index.html", scripts.request(function, request("/", null)).uri());
    assertEquals("/app.js", scripts.request(function, request("/app.js", null)).uri());
    assertEquals("/api/stars", scripts.request(function, request("/api/stars", null)).uri());
  }

  @Test
  void headerHygiene() throws Exception {
    FunctionResponse given =
        new FunctionResponse(200, Headers.of("Server", "app/1", "Content-Type", "text/html"), null);
    Headers after = scripts.response(load("header-hygiene"), given).headers();
    assertNull(after.first("Server"));
    assertEquals(
        "max-age=63072000; includeSubDomains; preload", after.first("Strict-Transport-Security"));
    assertEquals("default-src 'self'", after.first("Content-Security-Policy"));
    assertEquals("same-origin", after.first("Referrer-Policy"));
    assertEquals("nosniff", after.first("X-Content-Type-Options"));
    assertEquals("no-cache", after.first("Cache-Control"));
    assertEquals("text/html", after.first("Content-Type"));
    FunctionResponse cached =
        new FunctionResponse(200, Headers.of("Cache-Control", "max-age=60"), null);
    assertEquals(
        "max-age=60",
        scripts.response(load("header-hygiene"), cached).headers().first("Cache-Control"));
  }

  @Test
  void abTest() throws Exception {
    LoadedFunction function = load("ab-test");
    assertEquals(
        "/start-b.html",
        scripts.request(function, request("/", null, "Cookie", "start-page=b")).uri());
    assertEquals(
        "/start-a.html",
        scripts.request(function, request("/", null, "Cookie", "start-page=a; x=1")).uri());
    assertEquals("/other", scripts.request(function, request("/other", null)).uri());
    assertEquals(
        Set.of("/start-a.html", "/start-b.html"),
        IntStream.range(0, 64)
            .mapToObj(i -> chosen(function, request("/", null)))
            .collect(Collectors.toSet()));
    FunctionRequest chosen = scripts.request(function, request("/", null, "Cookie", "x=1"));
    String group = chosen.uri().substring(7, 8);
    assertEquals("x=1; start-page=" + group, chosen.headers().first("Cookie"));
  }

  private String chosen(LoadedFunction function, FunctionRequest request) {
    try {
      return scripts.request(function, request).uri();
    } catch (FunctionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void jwt() throws Exception {
    scripts.store(Map.of("jwt.secret", "s3cret"));
    LoadedFunction function = load("jwt");
    long now = ScriptRunner.NOW.getEpochSecond();
    String valid = token("{\"sub\":\"reader-7\",\"exp\":" + (now + 1) + "}", "s3cret");
    FunctionRequest let = scripts.request(function, request("/x", "a=1&jwt=" + valid));
    assertEquals("reader-7 a=1", let.headers().first("X-User") + " " + let.query());
    assertEquals(
        "reader-7",
        scripts
            .request(function, request("/x", null, "Authorization", "Bearer " + valid))
            .headers()
            .first("X-User"));
    String expired = token("{\"sub\":\"reader-7\",\"exp\":" + now + "}", "s3cret");
    String early = token("{\"sub\":\"reader-7\",\"nbf\":" + (now + 1) + "}", "s3cret");
    String forged = token("{\"sub\":\"reader-7\"}", "guess");
    String unsigned =
        "eyJhbGciOiJub25lIn0."
            + valid.substring(valid.indexOf('.') + 1, valid.lastIndexOf('.'))
            + ".";
    for (String bad :
        new String[] {expired, early, forged, unsigned, valid + "x", "", "a.b", "..."}) {
      assertEquals(401, scripts.answer(function, request("/x", "jwt=" + bad)).status(), bad);
    }
    assertNull(scripts.answer(function, request("/x", null)).bodyBytes());
    assertTrue(scripts.log.contains("refused: expired"), scripts.log.toString());
    assertTrue(scripts.log.contains("refused: not yet"), scripts.log.toString());
    assertTrue(scripts.log.contains("refused: another algorithm"), scripts.log.toString());
    assertTrue(scripts.log.contains("refused: wrong signature"), scripts.log.toString());
  }

  private static String token(String claims, String secret) throws Exception {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String text =
        encoder.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return text + "." + encoder.encodeToString(hmac(text, secret));
  }

  private static byte[] hmac(String text, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void kvsRoutes() throws Exception {
    KeyValueStore store = scripts.store(Map.of("/short", "https://www.example.org/long"));
    LoadedFunction function = load("kvs-routes");
    FunctionResponse moved = scripts.answer(function, request("/short", null));
    assertEquals(
        "302 https://www.example.org/long",
        moved.status() + " " + moved.headers().first("Location"));
    assertEquals("/other", scripts.request(function, request("/other", null)).uri());
    store.put("maintenance", "{\"seconds\": 60, \"text\": \"back soon\"}");
    FunctionResponse notice = scripts.answer(function, request("/short", null));
    assertEquals(
        "503 60 back soon",
        notice.status() + " " + notice.headers().first("Retry-After") + " " + notice.body());
  }

  @Test
  void queryNormalise() throws Exception {
    LoadedFunction function = load("query-normalise");
    assertEquals(
        "a=1&b=2&b=3",
        scripts.request(function, request("/", "b=3&utm_source=x&B=2&gclid=1&A=1")).query());
    assertEquals("flag=&x=%20", scripts.request(function, request("/", "x=%20&flag")).query());
    assertNull(scripts.request(function, request("/", "utm_source=x")).query());
  }

  @Test
  void geoRedirect() throws Exception {
    LoadedFunction function = load("geo-redirect");
    FunctionRequest german = request("/stars", null, "CloudFront-Viewer-Country", "AT");
    FunctionResponse moved = scripts.answer(function, german);
    assertEquals("302 /de/stars", moved.status() + " " + moved.headers().first("Location"));
    assertEquals("CloudFront-Viewer-Country", moved.headers().first("Vary"));
    FunctionRequest elsewhere = request("/stars", null, "CloudFront-Viewer-Country", "BR");
    assertEquals("/stars", scripts.request(function, elsewhere).uri());
    assertEquals("/de/stars", scripts.request(function, german.withUri("/de/stars")).uri());
    assertEquals("/stars", scripts.request(function, request("/stars", null)).uri());
  }

  @Test
  void originSelection() throws Exception {
    LoadedFunction function = load("origin-selection");
    assertEquals(
        OriginChoice.of("beta"),
        scripts.request(function, request("/", null, "Cookie", "channel=beta")).origin());
    assertNull(scripts.request(function, request("/", null)).origin());
    assertNull(scripts.request(function, request("/", null, "Cookie", "channel=x")).origin());
  }

  @Test
  void originHelpersCheckWhatTheyGet() throws Exception {
    LoadedFunction function =
        scripts.load(
            """
            import cf from 'cloudfront';
            function told(code) { try { code(); return 'nothing'; } catch (e) { return e.message; } }
            function handler(event) {
              console.log(told(() => cf.updateRequestOrigin({domainName: 'x:1'})));
              console.log(told(() => cf.selectRequestOriginById()));
              console.log(told(() => cf.selectRequestOriginById('a', {originPath: '/x'})));
              console.log(told(() => cf.createRequestOriginGroup({originIds: ['a'], failoverCriteria: [500]})));
              cf.createRequestOriginGroup({originIds: [{originId: 'a'}, 'b'],
                selectionCriteria: 'default', failoverCriteria: {statusCodes: [500, 503]}});
              return event.request;
            }
            """);
    assertEquals(
        OriginChoice.group("a", "b", Set.of(500, 503)),
        scripts.request(function, request("/", null)).origin());
    assertEquals(
        List.of(
            "the function passed to updateRequestOrigin domainName: found \"x:1\", expected a host"
                + " name of at most 253 characters, no address and no port",
            "the origin is missing",
            "the function passed originPath to selectRequestOriginById, which is not supported",
            "the function made a group of 1 origins, expected two"),
        scripts.log);
  }

  @Test
  void requestSigning() throws Exception {
    LoadedFunction function =
        scripts.load(FunctionRuntime.CLOUDFRONT_JS_1_0, source("request-signing"));
    Headers signed = scripts.request(function, request("/stars", null)).headers();
    String time = Long.toString(ScriptRunner.NOW.getEpochSecond());
    StringBuilder hex = new StringBuilder();
    for (byte one : hmac("GET\n/stars\n" + time + "\n198.51.100.11", "a shared secret")) {
      hex.append(String.format("%02x", one));
    }
    assertEquals(time, signed.first("X-Origin-Time"));
    assertEquals(hex.toString(), signed.first("X-Origin-Signature"));
    Headers other =
        scripts
            .request(function, request("/stars", null, "X-Origin-Signature", "made up"))
            .headers();
    assertEquals(List.of(hex.toString()), other.all("X-Origin-Signature"));
  }
}

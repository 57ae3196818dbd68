// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.signing.CookieIssuer;
import dev.edgefilter.signing.SigningPolicy;
import dev.edgefilter.signing.UrlSigner;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("container")
class ExplainTest {
  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
  private static final UrlSigner SIGNER =
      UrlSigner.of(SigningData.RSA_ID, SigningData.text("rsa-private.pem"));

  private static ExplainedSite site;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    site = new ExplainedSite(directory);
  }

  @BeforeEach
  void forgetEverything() {
    site.reset();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private Explanation explain(String method, String target, List<String> headers) {
    Headers.Builder lines = Headers.builder();
    for (String header : headers) {
      int colon = header.indexOf(':');
      lines.add(header.substring(0, colon), header.substring(colon + 1).trim());
    }
    RequestHead head = RequestHead.of(method, site.url(target), lines.build());
    return site.engine.explain(head, "127.0.0.1");
  }

  private static List<String> headers(@Nullable String list) {
    return list == null ? List.of() : List.of(list.split("; ", -1));
  }

  /** The target, with a signature for the paths that need one when it ends with {@code +}. */
  private String signed(String target) {
    if (!target.endsWith("+")) {
      return target;
    }
    String plain = target.substring(0, target.length() - 1);
    return SIGNER.sign(site.url(plain), LATER).substring(site.url("").length());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cold                      | GET  | /style.css       |                       | 0 | 0  | Miss       | 0
          warm                      | GET  | /style.css       |                       | 1 | 59 | Hit        | 200
          stale with a validator    | GET  | /style.css       |                       | 1 | 60 | RefreshHit | 200
          stale without             | GET  | /index.html      |                       | 1 | 31 | Miss       | 0
          default root object       | GET  | /                |                       | 1 | 0  | Hit        | 200
          viewer's condition holds  | GET  | /style.css       | If-None-Match: "v1"   | 1 | 0  | Hit        | 304
          viewer's range            | GET  | /style.css       | Range: bytes=0-3      | 1 | 0  | Hit        | 206
          HEAD uses what GET stored | HEAD | /style.css       |                       | 1 | 0  | Hit        | 200
          cold HEAD                 | HEAD | /style.css       |                       | 0 | 0  | Miss       | 0
          never cached              | GET  | /api/orders      |                       | 1 | 0  | Miss       | 0
          method never stored       | POST | /api/orders      |                       | 0 | 0  | Miss       | 0
          method refused            | POST | /style.css       |                       | 0 | 0  | Error      | 403
          private                   | GET  | /private         |                       | 1 | 0  | Miss       | 0
          stored error              | GET  | /gone            |                       | 1 | 5  | Error      | 410
          error no longer stored    | GET  | /gone            |                       | 1 | 11 | Error      | 0
          revalidates in line       | GET  | /swr             |                       | 1 | 15 | Miss       | 0
          unsigned                  | GET  | /paid/film.txt   |                       | 0 | 0  | Error      | 403
          signed and cold           | GET  | /paid/film.txt+  |                       | 0 | 0  | Miss       | 0
          signed and warm           | GET  | /paid/film.txt+  |                       | 1 | 0  | Hit        | 200
          to https                  | GET  | /secure/a        |                       | 0 | 0  | Redirect   | 301
          function answers          | GET  | /hello           |                       | 0 | 0  | FunctionGeneratedResponse | 200
          """)
  void verdictIsWhatTheNextRequestGets(
      String name,
      String method,
      String target,
      @Nullable String headers,
      int warm,
      long seconds,
      String result,
      int status)
      throws Exception {
    String sent = signed(target);
    for (int i = 0; i < warm; i++) {
      site.get(sent);
    }
    site.nowMillis.addAndGet(seconds * 1000);
    int runs = site.runs.get();
    Explanation explanation = explain(method, sent, headers(headers));
    assertEquals(runs, site.runs.get(), "explain asked the application");
    HttpResponse<String> response = site.view(method, sent, headers(headers));

    // Whether the application answers with an error, only it knows.
    boolean open = explanation.answer().status() == 0 && response.statusCode() >= 400;
    assertEquals(open ? "Miss" : result, explanation.answer().result().token());
    assertEquals(status, explanation.answer().status());
    assertEquals(result + " from cloudfront", response.headers().firstValue("X-Cache").orElse(""));
    if (status != 0) {
      assertEquals(status, response.statusCode());
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a%2fb  | 400 | ambiguous-path (Edge Filter: ambiguous paths are refused)
          /a%     | 400 | malformed-path (RFC 3986, 3.3)
          """)
  void whatContainersRefuseThemselvesIsExplained(String path, int status, String reason) {
    Explanation explanation = explain("GET", path, List.of());
    assertEquals(ResultType.ERROR, explanation.answer().result());
    assertEquals(status, explanation.answer().status());
    assertTrue(explanation.text().contains(reason), explanation::text);
  }

  /** The block of the page is this text, so it cannot grow old. */
  @Test
  void pageShowsWhatIsReallyPrinted() throws Exception {
    site.nowMillis.set(Instant.parse("2020-01-01T09:30:00Z").toEpochMilli());
    site.getAs("www.example.com", "/photo.jpg?size=9", "Accept-Language: de", "Cookie: lang=en");
    site.nowMillis.addAndGet(12_000);
    Headers headers = Headers.of("Accept-Language", "de", "Cookie", "lang=en; session=5e551on");
    String url = "http://www.example.com/photo.jpg?size=9&utm=mail";
    String text = site.engine.explain(RequestHead.of("GET", url, headers), "192.0.2.7").text();
    assertPageShows("explain.md", text);
  }

  private static void assertPageShows(String page, String text) throws Exception {
    String markdown = Files.readString(Path.of("..", "src", "site", "markdown", page));
    assertTrue(markdown.contains("```text\n" + text + "```\n"), text);
  }

  @Test
  void pageOnSignedUrlsShowsWhatIsReallyPrinted() throws Exception {
    site.nowMillis.set(Instant.parse("2020-01-01T09:30:00Z").toEpochMilli());
    SigningPolicy policy =
        SigningPolicy.builder()
            .resource("https://www.example.com/paid/books/*")
            .expires(LATER)
            .build();
    String url =
        SIGNER
            .sign("https://www.example.com/paid/books/1.txt", policy)
            .replace("books/1.txt", "film.txt");
    String text =
        site.engine.explain(RequestHead.of("GET", url, Headers.EMPTY), "192.0.2.7").text();
    assertPageShows("signed-urls.md", text.substring(text.indexOf("Access\n")));
  }

  @Test
  void explainingTwiceChangesNothingForViewers() throws Exception {
    explain("GET", "/style.css", List.of());
    explain("GET", "/style.css", List.of());
    assertEquals(0, site.runs.get());
    assertEquals("Miss from cloudfront", xCache("/style.css"));
    assertEquals("Hit from cloudfront", xCache("/style.css"));
    assertEquals(1, site.runs.get());
  }

  private String xCache(String target) throws Exception {
    return site.get(target).headers().firstValue("X-Cache").orElse("");
  }

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          earlier patterns     | /photo.jpg          |                     | 0 | behavior 0 /api/* no: it takes a path that begins with /api/
          earlier patterns     | /photo.jpg          |                     | 0 | behavior 2 *.jpg takes it path-pattern (CloudFront: Path pattern)
          case counts          | /photo.JPG          |                     | 0 | behavior 2 *.jpg no: only upper and lower case differ, and they count
          default              | /style.css          |                     | 0 | default behavior * takes it default-behavior (CloudFront: Default cache behavior)
          root object          | /                   |                     | 0 | path matched /index.html
          query in the key     | /photo.jpg?a=1&size=9 |                   | 0 | query size=9 [whitelist: size] policy-query-strings (CloudFront: Control the cache key, query strings)
          query not in the key | /style.css?a=1      |                     | 0 | query (none) [none] policy-query-strings (CloudFront: Control the cache key, query strings)
          header in the key    | /photo.jpg          | Accept-Language: de | 0 | accept-language de policy-headers (CloudFront: Control the cache key, headers)
          cookie in the key    | /photo.jpg          | Cookie: b=1, lang=en | 0 | cookies (none) [whitelist: lang] policy-cookies (CloudFront: Control the cache key, cookies)
          coding in the key    | /style.css          | Accept-Encoding: gzip, br | 0 | accept-encoding br,gzip [br and gzip kept apart] accept-encoding (CloudFront: Compression support)
          not asked            | /api/orders         |                     | 0 | none the store is not asked caching-disabled (CloudFront: Expiration, all TTLs 0)
          nothing stored       | /style.css          |                     | 0 | nothing uri-miss (RFC 9211, 2.2)
          max-age decides      | /style.css          |                     | 1 | freshness lifetime 60 s max-age (RFC 9111, 5.2.2.1)
          s-maxage decides     | /index.html         |                     | 1 | freshness lifetime 30 s s-maxage (RFC 9111, 5.2.2.10)
          error TTL decides    | /gone               |                     | 1 | freshness lifetime 10 s error-caching-min-ttl (CloudFront: How CloudFront caches errors)
          asked window         | /swr                |                     | 1 | stale-while-revalidate 30 s directive (RFC 5861, 3 and 4)
          default window       | /photo.jpg          |                     | 1 | stale-if-error 940 s (about 15 min) until-max-ttl (CloudFront: Expiration, stale content on errors)
          age                  | /style.css          |                     | 1 | age 20 s
          fresh for            | /style.css          |                     | 1 | fresh for 40 s
          stale                | /swr                |                     | 1 | may answer yes, while another viewer's request revalidates it stale-while-revalidate (RFC 5861, 3)
          stale since          | /swr                |                     | 1 | stale since 10 s
          other variant        | /languages          | Accept-Encoding: gzip | 1 | nothing uri-miss (RFC 9211, 2.2)
          not sent             | /style.css          | User-Agent: x       | 0 | not sent User-Agent not-selected (CloudFront: Control origin requests)
          condition not sent   | /style.css          | If-None-Match: "x"  | 0 | not sent If-None-Match condition-answered-by-edge (RFC 9111, 4.3)
          custom header        | /style.css          |                     | 0 | X-Origin-Proof (24 characters) origin-custom-header (CloudFront: Add custom headers to origin requests)
          origin               | /style.css?a=1      |                     | 0 | path /style.css
          unsigned             | /paid/film.txt      |                     | 0 | verdict refused, status 403 signature-missing-key (CloudFront: signed URLs and signed cookies)
          what viewers read    | /paid/film.txt      |                     | 0 | the viewer is told MissingKey: Missing Key-Pair-Id query parameter or cookie value
          to https             | /secure/a           |                     | 0 | verdict redirected, status 301 redirect-to-https (CloudFront: viewer protocol policy)
          """)
  void textHasTheLine(String name, String target, @Nullable String header, int warm, String line)
      throws Exception {
    for (int i = 0; i < warm; i++) {
      site.get(target);
    }
    site.nowMillis.addAndGet(warm * 20_000L);
    List<String> headers = header == null ? List.of() : List.of(header);
    String text = explain("GET", target, headers).text();
    assertTrue(singleBlanks(text).contains(line), text);
  }

  private static List<String> singleBlanks(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(line.strip().replaceAll(" +", " "));
    }
    return lines;
  }

  @Test
  void bothResourcesOfASignatureAreShown() {
    String text =
        explain("GET", signed("/paid/film.txt+").replace("film", "other"), List.of()).text();
    List<String> lines = singleBlanks(text);
    String url = site.url("/paid/other.txt");
    assertTrue(lines.contains("asked for " + url), text);
    assertTrue(lines.contains("granted " + url), text);
    assertTrue(lines.contains("key pair id " + SigningData.RSA_ID), text);
    assertTrue(text.contains("signature-wrong"), text);
  }

  @Test
  void everyVariantIsShownAndWhyItWasNotChosen() throws Exception {
    site.get("/themes", "X-Theme: dark", "X-Auth-Token: t0psecret");
    site.get("/themes", "X-Theme: light");
    String text = explain("GET", "/themes", List.of("X-Theme: light")).text();
    List<String> lines = singleBlanks(text);
    assertTrue(lines.contains("variant 1 chosen"), text);
    assertTrue(
        lines.contains("variant 2 not chosen: another value of x-auth-token, which is in Vary"),
        text);
    assertTrue(lines.contains("Vary: x-theme dark"), text);
    assertTrue(lines.contains("Vary: x-auth-token (absent)"), text);
    assertTrue(lines.contains("Vary: x-auth-token (9 characters)"), text);
  }

  @Test
  void nobodyWaitsForAFetchThatIsUnderWay() throws Exception {
    Thread viewer =
        new Thread(
            () -> {
              try {
                site.get("/slow");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    viewer.start();
    try {
      site.slowRuns.await();
      Explanation explanation = explain("GET", "/slow", List.of());
      assertEquals(
          "Hit when the fetch that is under way is stored, else Miss.",
          explanation.answer().sentence());
      assertEquals(1, site.runs.get());
    } finally {
      site.slowMayGo.countDown();
      viewer.join();
    }
  }

  @Test
  void lifetimeOfAnEarlierConfigurationIsToldFromTheOneOfNow() throws Exception {
    site.get("/photo.jpg");
    String line = "stored with 60 s, under an earlier configuration";
    assertFalse(singleBlanks(explain("GET", "/photo.jpg", List.of()).text()).contains(line));
    site.engine.publish(ExplainedSite.config(50));
    String text = explain("GET", "/photo.jpg", List.of()).text();
    assertTrue(singleBlanks(text).contains(line), text);
    assertTrue(
        singleBlanks(text).contains("decided 50 s max-ttl (CloudFront: Expiration, Maximum TTL)"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a stored error        | GET    | /missing   | 404 | error page /errors/missing, sent with status 404 custom-error-page
          a refused method      | DELETE | /style.css | 200 | error page /index.html, sent with status 200 custom-error-page
          a function's answer   | GET    | /hello  | 403 | error page none function-error
          """)
  void errorPagesAreListedAndSaidToStandIn(
      String name, String method, String target, int status, String line) throws Exception {
    site.engine.publish(
        EdgeConfig.of(
            Distribution.builder()
                .id("site")
                .origin(OriginConfig.self("app"))
                .customError(403, "/index.html", 200, 10)
                .customError(404, "/errors/missing", 404, 20)
                .behavior("/hello", b -> b.function(FunctionEvent.VIEWER_REQUEST, "no"))
                .build()));
    HttpResponse<String> sent = site.view(method, target, List.of());

    Explanation explanation = explain(method, target, List.of());

    assertEquals(status, sent.statusCode());
    assertEquals(status, explanation.answer().status());
    String text = String.join("\n", singleBlanks(explanation.text()));
    assertTrue(text.contains(line), text);
    assertTrue(
        text.contains(
            "error 404 /errors/missing, sent with status 404; the error is kept for at least 20 s"),
        text);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "/style.css,                       , true",
    "/style.css, Range: bytes=0-1      , true",
    "/style.css, Range: bytes=1000000- , false",
    "/gone     ,                       , false"
  })
  void theFunctionOfTheViewersResponseIsNamedWhereItRuns(
      String target, @Nullable String header, boolean named) throws Exception {
    site.engine.publish(
        EdgeConfig.of(
            Distribution.builder()
                .id("site")
                .origin(OriginConfig.self("app"))
                .defaultBehavior(b -> b.function(FunctionEvent.VIEWER_RESPONSE, "no"))
                .build()));
    site.get(target);

    String text = text(target, header == null ? List.of() : List.of(header));

    assertEquals(named, text.contains("viewer-response a function may change"), text);
  }

  @Test
  void compressionIsExplainedWithWhatItSavesOrWhyNot() throws Exception {
    site.engine.publish(
        EdgeConfig.of(
            Distribution.builder()
                .id("site")
                .origin(OriginConfig.self("app"))
                .behavior("/never", b -> b.cachePolicy("Managed-CachingDisabled").compress(true))
                .defaultBehavior(b -> b.cachePolicy("Managed-CachingOptimized").compress(true))
                .build()));
    List<String> gzip = List.of("Accept-Encoding: gzip");
    String cold = text("/long.css", gzip);
    assertTrue(cold.contains("compressed by status, type and length of the answer"), cold);
    site.view("GET", "/long.css", gzip);
    site.view("GET", "/long.css", List.of("Accept-Encoding: deflate"));
    site.view("GET", "/style.css", gzip);

    String zipped = text("/long.css", gzip);
    assertTrue(zipped.contains("content coding gzip, "), zipped);
    assertTrue(zipped.contains(" % of 19 KiB"), zipped);
    assertTrue(zipped.contains("level 6 not-popular-yet (Edge Filter: "), zipped);
    String plain = text("/long.css", List.of());
    assertTrue(plain.contains("content coding none no-coding-accepted (RFC 9110, 12.5.3)"), plain);
    String small = text("/style.css", gzip);
    assertTrue(small.contains("content coding none media-type-not-compressed"), small);
    String never = text("/never", gzip);
    assertTrue(never.contains("compressed no caching-disabled"), never);
  }

  private String text(String target, List<String> headers) {
    return String.join("\n", singleBlanks(explain("GET", target, headers).text()));
  }

  @Test
  void validatorsAreAmongWhatTheOriginGets() throws Exception {
    site.get("/style.css");
    site.nowMillis.addAndGet(61_000);
    String text = explain("GET", "/style.css", List.of()).text();
    assertTrue(
        singleBlanks(text).contains("If-None-Match \"v1\" validator (RFC 9111, 4.3.1)"), text);
  }

  @Test
  void noSecretOfRequestOrConfigurationIsShown() throws Exception {
    String url = SIGNER.sign(site.url("/paid/film.txt?token=t0psecret&a=1"), LATER);
    Map<String, String> cookies =
        CookieIssuer.of(SigningData.RSA_ID, SigningData.text("rsa-private.pem"))
            .issue(site.url("/paid/film.txt"), LATER)
            .values();
    StringBuilder cookie = new StringBuilder("session=5e551on");
    cookies.forEach((name, value) -> cookie.append("; ").append(name).append('=').append(value));
    List<String> headers =
        List.of(
            "Authorization: Basic Zm9vOmJhcg==",
            "Proxy-Authorization: Basic cHJveHk6eA==",
            "X-Api-Key: k3y-of-api",
            "Referer: https://example.com/?access_token=r3f",
            "Cookie: " + cookie);
    String signature = url.substring(url.indexOf("Signature=") + 10).split("&", 2)[0];
    List<String> secrets =
        List.of(
            signature,
            "t0psecret",
            "5e551on",
            cookies.get("CloudFront-Signature"),
            "Zm9vOmJhcg",
            "cHJveHk6eA",
            "k3y-of-api",
            "r3f",
            ExplainedSite.SHARED_SECRET);
    for (String path :
        List.of("/paid/film.txt", "/api/x", "/photo.jpg", "/secure/x", "/style.css")) {
      for (String method : List.of("GET", "POST")) {
        String target = url.substring(site.url("").length()).replace("/paid/film.txt", path);
        Explanation explanation = explain(method, target, headers);
        for (String secret : secrets) {
          assertFalse(explanation.text().contains(secret), () -> secret + " in text of " + path);
          assertFalse(explanation.json().contains(secret), () -> secret + " in JSON of " + path);
        }
      }
    }
  }
}

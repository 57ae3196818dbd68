// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.signing.UrlSigner;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged WAR in Tomcat 10.1 and 11 as they are distributed, asked over HTTP. */
class LibraryIT {
  private static final Path WAR = Path.of(System.getProperty("library.war"));

  @TempDir Path folder;
  private Tomcat tomcat;

  @AfterEach
  void stop() {
    if (tomcat != null) {
      tomcat.close();
    }
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private HttpResponse<String> get(HttpClient browser, String path, String... headers)
      throws IOException, InterruptedException {
    String url = path.startsWith("http") ? path : tomcat.url(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private static String edge(HttpResponse<String> response) {
    return response.statusCode() + " " + response.headers().firstValue("X-Cache").orElse("none");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11})
  void theWarHasAnEdge(int major) throws Exception {
    tomcat = Tomcat.start(major, WAR, folder);
    HttpClient browser = browser();

    // Pages of a servlet: made once, by the parameters that count.
    HttpResponse<String> first = get(browser, "/books/");
    assertEquals("200 Miss from cloudfront", edge(first), tomcat.log());
    HttpResponse<String> second = get(browser(), "/books/?utm_source=mail");
    assertEquals("200 Hit from cloudfront", edge(second));
    assertEquals(first.body(), second.body());
    assertEquals("200 Miss from cloudfront", edge(get(browser, "/books/?author=Jane+Austen")));

    // Static files, compressed once and in ranges.
    get(browser, "/style.css", "Accept-Encoding", "gzip");
    HttpResponse<String> css = get(browser, "/style.css", "Accept-Encoding", "gzip");
    assertEquals("200 Hit from cloudfront", edge(css));
    get(browser, "/pictures/shelf.svg");
    HttpResponse<String> part = get(browser, "/pictures/shelf.svg", "Range", "bytes=0-3");
    assertEquals("206 Hit from cloudfront <svg", edge(part) + " " + part.body());

    // Readers' own pages.
    HttpResponse<String> signedIn =
        browser.send(
            HttpRequest.newBuilder(URI.create(tomcat.url("/account")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("reader=Ada"))
                .build(),
            BodyHandlers.ofString());
    assertTrue(signedIn.body().contains("Signed in as Ada"), signedIn.body());
    assertTrue(get(browser, "/account").body().contains("Signed in as Ada"));
    assertFalse(get(browser(), "/account").body().contains("Ada"));
    assertNotEquals("200 Hit from cloudfront", edge(get(browser, "/account")));

    // What needs a signature.
    String download = "/downloads/opening-chapters.txt";
    assertEquals(403, get(browser, download).statusCode());
    UrlSigner signer =
        UrlSigner.of(
            "KLIBRARYDEMO", Files.readString(Path.of("src/test/resources/demo-private-key.pem")));
    String signed = signer.sign(tomcat.url(download), Instant.now().plusSeconds(600));
    assertTrue(get(browser, signed).body().startsWith("The opening chapters"));
    assertEquals("200 Hit from cloudfront", edge(get(browser, signed)));
    assertEquals(403, get(browser, signed + "x").statusCode());

    // Why?
    String why = get(browser, "/edge/explain?url=" + download).body();
    assertTrue(why.contains("signature-missing-key"), why);

    assertEquals(404, get(browser, "/WEB-INF/distribution.json").statusCode());
    assertFalse(tomcat.log().contains("SEVERE"), tomcat.log());
  }
}

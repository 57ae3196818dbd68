// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import static dev.edgefilter.samples.quickstart.Viewer.edge;
import static dev.edgefilter.samples.quickstart.Viewer.header;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole sample over HTTP. */
class QuickstartTest {
  private static final String DOWNLOAD = DemoDownload.PATH;
  private static final int DOWNLOAD_BYTES = 2_000_000;
  private static final String MISS = "Miss from cloudfront";
  private static final String HIT = "Hit from cloudfront";

  private static Quickstart quickstart;

  private final Viewer viewer = new Viewer(quickstart.site());

  @BeforeAll
  static void start() throws Exception {
    quickstart = Quickstart.start(Options.parse("--port", "0", "--download-mb", "2"));
  }

  @AfterAll
  static void stop() {
    quickstart.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /articles/finding-north.html, text/html
          /articles/learning-the-moon.html, text/html
          /images/moon.png, image/png
          /images/planisphere.svg, image/svg+xml
          /styles/site.css, text/css
          /api/stars, application/json
          """)
  void publicAnswerIsAMissAndThenAHit(String path, String type) throws Exception {
    HttpResponse<byte[]> first = viewer.download(path);
    HttpResponse<byte[]> second = new Viewer(quickstart.site()).download(path);

    assertEquals(200, first.statusCode());
    assertTrue(header(first, "Content-Type").startsWith(type), header(first, "Content-Type"));
    assertEquals(MISS, edge(first));
    assertEquals(HIT, edge(second));
    assertArrayEquals(first.body(), second.body());
  }

  @Test
  void defaultRootObjectIsTheHomePage() throws Exception {
    assertTrue(viewer.get("/").body().contains("Dark sky"));
  }

  @Test
  void aJavaScriptFunctionChangesWhatItDoesWithTheStore() throws Exception {
    Viewer operator = new Viewer(quickstart.operator());

    HttpResponse<String> before = viewer.get("/go/moon");
    operator.post("/short-links", "from=/go/moon&to=/go/elsewhere");
    HttpResponse<String> after = viewer.get("/go/moon");

    assertEquals(302, before.statusCode());
    assertEquals("/articles/learning-the-moon.html", header(before, "Location"));
    assertEquals("/go/elsewhere", header(after, "Location"));
    assertEquals("FunctionGeneratedResponse from cloudfront", edge(after));
    assertEquals(404, viewer.get("/go/nowhere").statusCode());
    assertEquals(400, operator.post("/short-links", "from=/x&to=/").statusCode());
  }

  @Test
  void slowPageIsWorkedOutOnceAndThenKept() throws Exception {
    HttpResponse<String> first = viewer.get("/slow?kept");
    HttpResponse<String> second = new Viewer(quickstart.site()).get("/slow?kept");

    assertEquals(MISS, edge(first));
    assertEquals(HIT, edge(second));
    assertEquals(first.body(), second.body());
  }

  @Test
  void tenViewersAtOnceCauseOneReckoning() {
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(viewer.ask("/slow?together"));
    }
    Set<String> bodies = new HashSet<>();
    for (CompletableFuture<HttpResponse<String>> answer : asked) {
      assertEquals(200, answer.join().statusCode());
      bodies.add(answer.join().body());
    }
    assertEquals(1, bodies.size());
  }

  @Test
  void ownDataIsNeverKept() throws Exception {
    Viewer caroline = new Viewer(quickstart.site());
    Viewer tycho = new Viewer(quickstart.site());
    assertEquals(303, caroline.post("/login", "name=caroline&password=comet-1786").statusCode());
    assertEquals(303, tycho.post("/login", "name=tycho&password=brass-nose").statusCode());

    for (int round = 0; round < 2; round++) {
      assertOwn(caroline.get("/api/me"), "\"name\":\"caroline\"");
      assertOwn(tycho.get("/api/me"), "\"name\":\"tycho\"");
      assertOwn(caroline.get("/login"), "Good evening, caroline");
      assertOwn(tycho.get("/login"), "Good evening, tycho");
    }
    assertEquals(401, viewer.get("/api/me").statusCode());
  }

  private static void assertOwn(HttpResponse<String> response, String expected) {
    assertEquals(200, response.statusCode());
    assertTrue(response.body().contains(expected), response.body());
    assertEquals(MISS, edge(response));
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    viewer.post("/login", "name=tycho&password=brass-nose");
    viewer.post("/login", "leave=yes");

    assertEquals(401, viewer.get("/api/me").statusCode());
    assertEquals(403, viewer.post("/login", "name=tycho&password=wrong").statusCode());
  }

  @Test
  void unsignedDownloadIsRefusedInCloudFrontsWords() throws Exception {
    HttpResponse<String> response = viewer.get(DOWNLOAD);

    assertEquals(403, response.statusCode());
    assertEquals("text/xml", header(response, "Content-Type"));
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>MissingKey</Code><Message>"
            + "Missing Key-Pair-Id query parameter or cookie value</Message></Error>",
        response.body().replace("\n", ""));
  }

  @Test
  void signedLinkOpensTheDownload() throws Exception {
    HttpResponse<byte[]> response = viewer.download(signedLink());

    assertEquals(200, response.statusCode());
    assertEquals(DOWNLOAD_BYTES, response.body().length);
  }

  @Test
  void rangeOfASignedLinkIsAnsweredWithThatRange() throws Exception {
    byte[] whole = viewer.download(signedLink()).body();
    HttpResponse<byte[]> part = viewer.download(signedLink(), "Range", "bytes=1000000-1000099");

    assertEquals(206, part.statusCode());
    assertEquals("bytes 1000000-1000099/" + DOWNLOAD_BYTES, header(part, "Content-Range"));
    assertEquals(100, part.body().length);
    assertEquals(whole[1_000_099], part.body()[99]);
  }

  @Test
  void changedAndExpiredLinksAreRefused() throws Exception {
    String page = viewer.get("/links").body().replace("&amp;", "&");
    Matcher link = Pattern.compile("quiet\" href=\"(http[^\"]*Expires[^\"]*)").matcher(page);
    assertTrue(link.find());

    assertAccessDenied(viewer.get(link.group(1)));
    assertAccessDenied(viewer.get(signedLink().replace("?", "?other=1&")));
  }

  private static void assertAccessDenied(HttpResponse<String> response) {
    assertEquals(403, response.statusCode());
    assertTrue(response.body().contains("<Code>AccessDenied</Code>"), response.body());
  }

  @Test
  void signedCookiesOpenTheDownloadForTheirBrowserOnly() throws Exception {
    HttpResponse<String> answer = viewer.post("/links", "");

    assertEquals(303, answer.statusCode());
    assertEquals(3, answer.headers().allValues("Set-Cookie").size());
    assertEquals(200, viewer.download(DOWNLOAD).statusCode());
    assertEquals(403, new Viewer(quickstart.site()).get(DOWNLOAD).statusCode());
  }

  @Test
  void cookiesOpenTheStreamAndEverySegmentOfIt() throws Exception {
    String film = "/downloads/film/";
    assertEquals(403, viewer.get(film + "moonrise.m3u8").statusCode());
    viewer.post("/links", "");

    HttpResponse<String> playlist = viewer.get(film + "moonrise.m3u8");
    assertEquals("application/vnd.apple.mpegurl", header(playlist, "Content-Type"));
    List<String> segments = playlist.body().lines().filter(line -> line.endsWith(".ts")).toList();
    assertEquals(6, segments.size());
    for (String segment : segments) {
      assertEquals(403, new Viewer(quickstart.site()).get(film + segment).statusCode());
      assertEquals("video/mp2t", header(viewer.download(film + segment), "Content-Type"));
      assertEquals(HIT, edge(viewer.download(film + segment)));
    }
    HttpResponse<byte[]> seek = viewer.download(film + "moonrise.mp4", "Range", "bytes=100000-");
    assertEquals(206, seek.statusCode());
    assertEquals("video/mp4", header(seek, "Content-Type"));
  }

  @Test
  void functionsRedirectAndAddHeaders() throws Exception {
    HttpResponse<String> moved = viewer.get("/old-home");

    assertEquals(301, moved.statusCode());
    assertEquals("/", header(moved, "Location"));
    assertEquals("nosniff", header(viewer.get("/"), "X-Content-Type-Options"));
  }

  @Test
  void operatorsPageExplainsOnItsOwnPortOnly() throws Exception {
    Viewer operator = new Viewer(quickstart.operator());
    HttpResponse<String> page = operator.get("/edge?url=" + quickstart.site() + DOWNLOAD);
    HttpResponse<String> json =
        operator.get("/explain?format=json&url=" + quickstart.site() + DOWNLOAD);

    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("Stored responses"));
    assertTrue(page.body().contains("missing-key"), page.body());
    assertTrue(json.body().startsWith("{"), json.body());
    assertEquals(404, viewer.get("/edge").statusCode());
    assertEquals(404, viewer.get("/explain").statusCode());
  }

  private String signedLink() throws Exception {
    return viewer.get("/links?format=text").body().strip();
  }
}

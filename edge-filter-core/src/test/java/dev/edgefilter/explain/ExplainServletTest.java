// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
class ExplainServletTest {
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

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  @Test
  void operatorsReadTextThatIsNeverStored() throws Exception {
    site.get("/style.css");
    HttpResponse<String> response = site.explain("url=" + encoded(site.url("/style.css")));
    assertEquals(200, response.statusCode());
    assertEquals("no-store", header(response, "Cache-Control"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertTrue(
        String.valueOf(header(response, "Content-Type")).startsWith("text/plain"),
        response.headers()::toString);
    assertTrue(
        response.body().startsWith("GET " + site.url("/style.css") + "\n  Hit, status 200: "),
        response::body);
    assertTrue(response.body().contains("\nStore\n  responses"), response::body);
    assertEquals(1, site.runs.get());
  }

  @Test
  void aPathAloneIsOfTheSiteThatIsAsked() throws Exception {
    String body = site.explain("url=" + encoded("/style.css")).body();
    assertTrue(body.matches("(?s)GET http://[^/]+/style\\.css\n.*"), body);
  }

  @Test
  void programsReadJson() throws Exception {
    HttpResponse<String> response =
        site.explain("format=json&method=HEAD&url=" + encoded(site.url("/style.css")));
    assertEquals(200, response.statusCode());
    assertTrue(
        String.valueOf(header(response, "Content-Type")).startsWith("application/json"),
        response.headers()::toString);
    assertTrue(
        response
            .body()
            .startsWith(
                "{\"request\":\"HEAD "
                    + site.url("/style.css")
                    + "\",\"answer\":{\"result\":\"Miss\",\"status\":0,"),
        response::body);
    assertTrue(response.body().contains("\"reason\":\"uri-miss\",\"source\":\"RFC 9211, 2.2\""));
  }

  @Test
  void headersAndAddressOfTheQueryCount() throws Exception {
    String body =
        site.explain(
                "address=192.0.2.7&header=Accept-Language:%20de&header=Cookie:%20lang%3Den&url="
                    + encoded(site.url("/photo.jpg?size=1")))
            .body();
    assertTrue(body.contains("accept-language  de "), body);
    assertTrue(body.contains("lang=(2 characters)"), body);
    assertTrue(body.contains("192.0.2.7"), body);
  }

  @Test
  void pathPatternsDoNotSeeTheContextPath() throws Exception {
    String url = encoded("https://www.example.com/app/api/x");
    assertTrue(site.explain("url=" + url).body().contains("default-behavior"));
    assertTrue(site.explain("context=/app&url=" + url).body().contains("/api/* takes it"));
    assertEquals(400, site.explain("context=/other&url=" + url).statusCode());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          format=text                                  | url is missing
          url=                                         | url or method is wrong, expected https://host/path
          url=www.example.com                          | url or method is wrong
          url=ftp://www.example.com/                   | url or method is wrong
          url=https://user:secret@www.example.com/     | url or method is wrong
          url=https://a/&url=https://b/                | url is given twice
          url=https://a/%0d%0ab                        | url has a character that is never sent as it is, at position 10
          url=https://a/b?c=1&d=2                      | parameter "d" is unknown; is an & within the url not percent-encoded?
          url=https://a/&method=G%20T                  | url or method is wrong
          url=https://a/&header=secret                 | a header has no colon
          url=https://a/&header=A%20B:%20c             | header name "A B" is not a token
          url=https://a/&header=A:%20secret%0d%0aB:c   | value of header "A" holds a CR, LF or NUL
          url=https://a/&address=localhost             | address is "localhost", expected one such as 192.0.2.7
          url=https://a/&context=app                   | context is "app", expected a context path
          url=https://a/&format=xml                    | format is "xml", expected text or json
          url=https://a/&format                        | format has no value
          url=%ff                                      | url has no value, or one that is not percent-encoded UTF-8
          """)
  void badQueriesAreRefusedWithWhatWasExpected(String query, String message) throws Exception {
    HttpResponse<String> response = site.explain(query);
    assertEquals(400, response.statusCode());
    assertTrue(response.body().startsWith(message), response::body);
    assertTrue(response.body().contains("\nusage: ?url="), response::body);
    assertFalse(response.body().contains("secret"), response::body);
  }

  @Test
  void operatorsListWhatIsStored() throws Exception {
    site.get("/style.css");
    HttpResponse<String> text = site.explain("store=largest&limit=5&prefix=/st");
    assertEquals(200, text.statusCode());
    assertEquals("no-store", header(text, "Cache-Control"));
    assertTrue(
        text.body().startsWith("Stored responses, largest first\n  /style.css "), text::body);
    assertTrue(text.body().contains(" bytes in hot memory\n"), text::body);
    HttpResponse<String> json = site.explain("store=most-used&format=json");
    assertTrue(
        String.valueOf(header(json, "Content-Type")).startsWith("application/json"),
        json.headers()::toString);
    assertTrue(
        json.body()
            .startsWith(
                "{\"title\":\"Stored responses, most-used first\","
                    + "\"lines\":[{\"label\":\"/style.css\","),
        json::body);
    assertTrue(site.explain("store=path&tag=none").body().contains("no stored response fits"));
    assertEquals(1, site.runs.get());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          store=biggest           | store is "biggest", expected path or largest or most-used or soonest-to-expire
          store=                  | store is ""
          store                   | store has no value
          store=path&limit=0      | limit is "0", expected 1 to 1000
          store=path&limit=1001   | limit is "1001", expected 1 to 1000
          store=path&limit=-1     | limit is "-1"
          store=path&limit=99999999999999 | limit is "99999999999999"
          store=path&limit=       | limit is ""
          store=path&store=path   | store is given twice, expected once
          store=path&url=https://a/ | parameter "url" is unknown
          store=path&format=xml   | format is "xml", expected text or json
          store=path&a%0d%0ab=1   | parameter "a%0d%0ab" is unknown
          """)
  void badListQueriesAreRefused(String query, String message) throws Exception {
    HttpResponse<String> response = site.explain(query);
    assertEquals(400, response.statusCode());
    assertTrue(response.body().startsWith(message), response::body);
    assertTrue(response.body().contains("\nusage: ?store="), response::body);
  }

  @Test
  void viewersNeverReachIt() throws Exception {
    HttpResponse<String> response = site.get("/explain?url=" + encoded(site.url("/style.css")));
    assertEquals(404, response.statusCode());
    assertFalse(response.body().contains("Cache key"), response::body);
  }

  @Test
  void otherMethodsThanGetAreRefused() throws Exception {
    String url = encoded(site.url("/style.css"));
    assertEquals(
        405,
        site.ask("POST", site.explain("url=" + url).uri().toString(), java.util.List.of())
            .statusCode());
  }
}

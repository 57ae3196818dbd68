// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop as its visitors meet it. */
final class ShopTest {
  private static final String ADA =
      "Basic " + Base64.getEncoder().encodeToString("ada:tea".getBytes(StandardCharsets.UTF_8));

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext shop;

  @BeforeAll
  static void open() {
    shop = SpringApplication.run(ShopApplication.class, "--server.port=0");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static URI uri(String path) {
    String port = shop.getEnvironment().getProperty("local.server.port");
    return URI.create(path.startsWith("http") ? path : "http://localhost:" + port + path);
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String result(HttpResponse<?> response) {
    return response.headers().firstValue("X-Cache").orElse("").replace(" from cloudfront", "");
  }

  @Test
  void aChangeShowsAtOnce() throws Exception {
    get("/products/1");
    get("/products");
    assertEquals("Hit", result(get("/products/1")));
    assertEquals("Hit", result(get("/products")));
    HttpRequest change =
        HttpRequest.newBuilder(uri("/products/1"))
            .header("Authorization", ADA)
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\":1,\"name\":\"Samovar\",\"cents\":9900}"))
            .build();
    assertEquals(200, CLIENT.send(change, HttpResponse.BodyHandlers.ofString()).statusCode());
    assertTrue(get("/products/1").body().contains("Samovar"));
    assertTrue(get("/products").body().contains("Samovar"));
  }

  @Test
  void personalPagesAreNeverShared() throws Exception {
    assertEquals("hello ada", get("/account", "Authorization", ADA).body());
    assertEquals("Miss", result(get("/account", "Authorization", ADA)));
    assertEquals(401, get("/account").statusCode());
  }

  @Test
  void aPolicySaysHowLong() throws Exception {
    get("/about");
    assertEquals("Hit", result(get("/about")));
    assertEquals(404, get("/products/99").statusCode());
  }

  @Test
  void aSignedLinkOpensTheCatalogue() throws Exception {
    assertEquals(403, get("/downloads/catalogue.txt").statusCode());
    String link = get("/account/link", "Authorization", ADA).body();
    HttpResponse<String> catalogue = get(link);
    assertEquals(200, catalogue.statusCode());
    assertTrue(catalogue.body().contains("Kettle"), catalogue.body());
  }

  @Test
  void theActuatorExplains() throws Exception {
    get("/products/3");
    String explained =
        get(
                "/actuator/edge/explain?url=http%3A%2F%2Flocalhost%3A"
                    + uri("/").getPort()
                    + "%2Fproducts%2F3",
                "Authorization",
                ADA)
            .body();
    assertTrue(explained.contains("\"result\":\"HIT\""), explained);
  }
}

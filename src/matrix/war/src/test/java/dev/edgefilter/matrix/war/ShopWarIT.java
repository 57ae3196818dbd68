// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.matrix.war;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.samples.library.Tomcat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter in a WAR, in a Tomcat 11 as it is distributed. */
class ShopWarIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  private static HttpResponse<String> get(Tomcat tomcat, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(tomcat.url(path))).build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static String result(HttpResponse<?> response) {
    return response.headers().firstValue("X-Cache").orElse("none");
  }

  @Test
  void theStarterServesInAWar() throws Exception {
    Path war = Path.of(System.getProperty("library.war"));
    try (Tomcat tomcat = Tomcat.start(11, war, folder)) {
      HttpResponse<String> first = get(tomcat, "/products/1");
      assertEquals("Miss from cloudfront", result(first), tomcat.log());
      HttpResponse<String> again = get(tomcat, "/products/1");
      assertEquals("Hit from cloudfront", result(again));
      assertEquals(first.body(), again.body());
      assertFalse(get(tomcat, "/cart").body().equals(get(tomcat, "/cart").body()));

      String log = tomcat.log();
      assertTrue(log.contains("Edge Filter serves \"app\" (2 cache behaviors)"), log);
      // The core's web-fragment.xml registers a filter as well, which keeps still here.
      assertFalse(log.contains("does nothing"), log);
      assertEquals(1, again.headers().allValues("X-Cache").size());
    }
  }
}

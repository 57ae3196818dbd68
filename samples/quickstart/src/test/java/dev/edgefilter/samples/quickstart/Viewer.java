// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A browser as far as the tests need one: it keeps cookies and follows no redirect. */
final class Viewer {
  private final URI site;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  Viewer(URI site) {
    this.site = site;
  }

  HttpResponse<String> get(String pathOrUrl, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(pathOrUrl, headers).build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> download(String pathOrUrl, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(pathOrUrl, headers).build(), BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<String>> ask(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
    HttpRequest request =
        request(path, "Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String pathOrUrl, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(pathOrUrl));
    return headers.length == 0 ? request : request.headers(headers);
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** What the edge says it did. */
  static String edge(HttpResponse<?> response) {
    return header(response, "X-Cache");
  }
}

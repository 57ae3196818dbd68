// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real connection to a port. */
final class PortTransport implements EdgeDriver.Transport {
  /** What the client writes itself. */
  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length", "connection");

  private final URI site;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  PortTransport(URI site) {
    this.site = site;
  }

  @Override
  public EdgeDriver.Answer send(RequestHead request, String address, byte @Nullable [] body)
      throws IOException {
    if (!request.host().equals(site.getAuthority())) {
      throw new IllegalArgumentException(
          "the URL names " + request.host() + "; expected a path, or a URL of " + site);
    }
    String query = request.query();
    URI uri = URI.create(site + request.path() + (query == null ? "" : "?" + query));
    BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).method(request.method(), sent);
    for (String name : request.headerNames()) {
      if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
        request.headers(name).forEach(value -> builder.header(name, value));
      }
    }
    try {
      HttpResponse<String> response =
          client.send(builder.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      Headers.Builder headers = Headers.builder();
      response
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
      return new EdgeDriver.Answer(response.statusCode(), headers.build(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the test was interrupted", e);
    }
  }

  @Override
  public String address() {
    return "127.0.0.1";
  }

  @Override
  public boolean choosesAddress() {
    return false;
  }
}

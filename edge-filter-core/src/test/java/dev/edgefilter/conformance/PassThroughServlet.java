// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.conformance;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An application that answers with what a server answers, header by header. */
final class PassThroughServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** The client writes these itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  static {
    // The suite's origin closes idle connections after five seconds; be earlier, as a request that
    // cannot be repeated may be lost otherwise.
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
  }

  private final URI origin;
  private final transient HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  PassThroughServlet(URI origin) {
    this.origin = origin;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(asked(request), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    response.setStatus(answer.statusCode());
    for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
      copy(header.getKey(), header.getValue(), response);
    }
    if (answer.body().length > 0) {
      response.getOutputStream().write(answer.body());
    }
  }

  private HttpRequest asked(HttpServletRequest request) throws IOException {
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : '?' + query);
    byte[] body = request.getInputStream().readAllBytes();
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(origin.resolve(path))
            .method(
                request.getMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        for (String value : Collections.list(request.getHeaders(name))) {
          asked.header(name, value);
        }
      }
    }
    return asked.build();
  }

  private static void copy(String name, List<String> values, HttpServletResponse response) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "transfer-encoding", "keep-alive" -> {
        // of the connection to the server
      }
      // Containers have written one already, or write one themselves.
      case "date", "content-type", "content-length" -> response.setHeader(name, values.get(0));
      default -> values.forEach(value -> response.addHeader(name, value));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.store.StoreStatistics;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /edge} on the operator's port: explains a request and shows what the store holds. */
@SuppressWarnings("serial")
final class OperatorServlet extends HttpServlet {
  /** Everybody comes from here, as the sample listens nowhere else. */
  private static final String VIEWER_ADDRESS = "127.0.0.1";

  private final EdgeEngine engine;
  private final Supplier<URI> site;
  private final Template page = Template.load("edge");

  OperatorServlet(EdgeEngine engine, Supplier<URI> site) {
    this.engine = engine;
    this.site = site;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String asked = request.getParameter("url");
    String url = asked == null ? site.get() + "/slow" : asked.strip();
    String headers = request.getParameter("headers") == null ? "" : request.getParameter("headers");
    String html =
        page.fill(
            Map.of(
                "url", url,
                "encodedUrl", URLEncoder.encode(url, StandardCharsets.UTF_8),
                "headers", headers,
                "explanation", explain(url, headers),
                "statistics", rows(engine.statistics())));
    Answers.send(response, Answers.HTML, Answers.PRIVATE, html);
  }

  private String explain(String url, String headers) {
    try {
      RequestHead head = RequestHead.of("GET", url, parse(headers));
      return engine.explain(head, VIEWER_ADDRESS).text();
    } catch (IllegalArgumentException e) {
      return "Nothing to explain: " + e.getMessage();
    }
  }

  private static Headers parse(String lines) {
    Headers.Builder headers = Headers.builder();
    for (String line : lines.lines().filter(l -> !l.isBlank()).toList()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("A header is written as Name: value");
      }
      headers.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return headers.build();
  }

  private static String rows(StoreStatistics store) {
    return row("Stored responses", store.entries(), store.maxEntries())
        + row("Bytes of bodies", store.memoryBytes(), store.maxMemoryBytes())
        + row("Bytes of keys and heads", store.indexBytes(), store.maxIndexBytes())
        + row("Stored so far", store.stored())
        + row("Too large or no room", store.rejected())
        + row("Dropped to make room", store.evicted())
        + row("Dropped by an invalidation", store.invalidated());
  }

  private static String row(String name, long value, long bound) {
    return row(name, String.format(Locale.ROOT, "%,d of %,d", value, bound));
  }

  private static String row(String name, long value) {
    return row(name, String.format(Locale.ROOT, "%,d", value));
  }

  private static String row(String name, String value) {
    return "    <tr><td>" + name + "</td><td class=\"number\">" + value + "</td></tr>\n";
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.store.StoreStatistics;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /edge} on the operator's port: explains a request and shows what the store holds. */
@SuppressWarnings("serial")
final class OperatorServlet extends HttpServlet {
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
    String url = asked == null ? site.get() + "/slow" : asked;
    String html =
        page.fill(
            Map.of(
                "url", url, "explanation", explain(url), "statistics", rows(engine.statistics())));
    Answers.send(response, Answers.HTML, Answers.PRIVATE, html);
  }

  private String explain(String url) {
    return url;
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

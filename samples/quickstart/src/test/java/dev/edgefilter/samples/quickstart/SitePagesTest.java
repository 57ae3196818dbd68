// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import static dev.edgefilter.samples.quickstart.Viewer.header;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The site as somebody sees it who follows every link. */
class SitePagesTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"#][^\"]*)\"");

  @Test
  void everyLinkAndImageOfEveryPageIsThere() throws Exception {
    try (Quickstart quickstart =
        Quickstart.start(Options.parse("--port", "0", "--download-mb", "1"))) {
      Viewer viewer = new Viewer(quickstart.site());
      Set<String> seen = new HashSet<>(Set.of("/"));
      Deque<String> open = new ArrayDeque<>(seen);
      while (!open.isEmpty()) {
        String path = open.remove();
        HttpResponse<String> response = viewer.get(path);
        assertNotEquals(404, response.statusCode(), path);
        if (header(response, "Content-Type").startsWith("text/html")) {
          collect(path, response.body(), seen, open);
        }
      }
      assertTrue(seen.size() > 15, seen.toString());
    }
  }

  private static void collect(String page, String html, Set<String> seen, Deque<String> open) {
    Matcher reference = REFERENCE.matcher(html);
    while (reference.find()) {
      String target = reference.group(1);
      if (target.startsWith("/")) {
        if (seen.add(target)) {
          open.add(target);
        }
      } else {
        assertTrue(target.startsWith("http://localhost:"), page + " refers to " + target);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** {@code /slow}: takes half a second, and says when and how often it was worked out. */
@SuppressWarnings("serial")
final class AlmanacServlet extends HttpServlet {
  private static final long WORK_MILLIS = 500;
  private static final int ROWS = 8;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.UK);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

  private final StarCatalogue catalogue;
  private final InstantSource clock;
  private final Template page = Template.load("slow");
  private final AtomicLong reckonings = new AtomicLong();

  AlmanacServlet(StarCatalogue catalogue, InstantSource clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    workSlowly();
    Instant now = clock.instant();
    Almanac almanac = new Almanac(now);
    OffsetDateTime utc = now.atOffset(ZoneOffset.UTC);
    double sidereal = almanac.siderealHours();
    String html =
        page.fill(
            Map.of(
                "time", TIME.format(utc),
                "date", DATE.format(utc),
                "siderealTime",
                    "%d h %02d min".formatted((int) sidereal, (int) (sidereal % 1 * 60)),
                "moon", almanac.moon(),
                "number", Long.toString(reckonings.incrementAndGet()),
                "rows", rows(almanac)));
    Answers.send(response, Answers.HTML, "public, max-age=30", html);
  }

  private String rows(Almanac almanac) {
    StringBuilder rows = new StringBuilder();
    for (Star star : almanac.highest(catalogue, ROWS)) {
      rows.append(
          "    <tr><td>%s</td><td>%s</td><td class=\"number\">%.2f</td><td class=\"number\">%.0f°</td></tr>%n"
              .formatted(
                  Template.escape(star.name()),
                  Template.escape(star.constellation()),
                  star.magnitude(),
                  almanac.altitudeDegrees(star)));
    }
    return rows.toString();
  }

  /** Stands for a slow database or a template engine. */
  private static void workSlowly() throws InterruptedIOException {
    try {
      Thread.sleep(WORK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while the almanac was worked out");
    }
  }
}

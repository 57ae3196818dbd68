// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.signing.CookieAttributes;
import dev.edgefilter.signing.CookieIssuer;
import dev.edgefilter.signing.SigningPolicy;
import dev.edgefilter.signing.UrlSigner;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** {@code /links}: hands out signed links and signed cookies for the protected downloads. */
@SuppressWarnings("serial")
final class LinksServlet extends HttpServlet {
  private static final String FILM = "/downloads/film/moonrise.m3u8";
  private static final Duration VALID = Duration.ofMinutes(10);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
  private static final String OPENED =
      "<p class=\"notice\">The shelf is open: the bare address below works in this browser"
          + " now.</p>\n";

  private final UrlSigner links = UrlSigner.of(DemoKey.ID, DemoKey.privatePem());
  private final CookieIssuer cookies = CookieIssuer.of(DemoKey.ID, DemoKey.privatePem());
  private final String size;
  private final InstantSource clock;
  private final Template page = Template.load("links");

  LinksServlet(long downloadBytes, InstantSource clock) {
    this.size = downloadBytes / 1_000_000 + " MB";
    this.clock = clock;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String url = Answers.baseUrl(request) + DemoDownload.PATH;
    Instant now = clock.instant();
    String signed = links.sign(url, now.plus(VALID));
    if ("text".equals(request.getParameter("format"))) {
      Answers.send(response, Answers.TEXT, Answers.PRIVATE, signed + "\n");
      return;
    }
    String html =
        page.fill(
            Map.of(
                "notice",
                request.getParameter("opened") == null ? "" : OPENED,
                "size",
                size,
                "expires",
                TIME.format(now.plus(VALID).atOffset(ZoneOffset.UTC)),
                "site",
                Answers.baseUrl(request),
                "signed",
                signed,
                "expired",
                links.sign(url, now.minus(Duration.ofHours(1))),
                "plain",
                url,
                "film",
                Answers.baseUrl(request) + FILM));
    Answers.send(response, Answers.HTML, Answers.PRIVATE, html);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    SigningPolicy policy =
        SigningPolicy.builder()
            .resource(Answers.baseUrl(request) + "/downloads/*")
            .expires(clock.instant().plus(VALID))
            .build();
    CookieAttributes attributes =
        CookieAttributes.builder()
            .path("/downloads")
            // Browsers drop secure cookies of a site on plain http, as this one is.
            .secure(request.isSecure())
            .sameSite(CookieAttributes.SameSite.LAX)
            .build();
    for (String cookie : cookies.issue(policy).setCookieHeaders(attributes)) {
      response.addHeader("Set-Cookie", cookie);
    }
    Answers.seeOther(response, "/links?opened=yes");
  }
}

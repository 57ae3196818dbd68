// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.config.CorsConfig;
import dev.edgefilter.config.CustomHeader;
import dev.edgefilter.config.ResponseHeadersPolicyConfig;
import dev.edgefilter.config.SecurityHeadersConfig;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response headers policy, compiled: what goes from and comes to the viewer's copy of a response
 * (CloudFront: Understand response headers policies).
 *
 * <p>First headers are removed, then CORS, security and custom headers are added. What a hit needs
 * is looked up as line numbers and written one by one, so that nothing is made for it.
 */
public final class HeadersPolicyRule {

  /** The answer of {@link #additions} for a head that must be changed, not only added to. */
  public static final long MUST_CHANGE = -1;

  private static final int MOST_LINES = 62;
  private static final CorsDecision NO_CORS = CorsDecision.nothing(CorsReason.NO_CORS_PART);
  private static final String CORS_PREFIX = "Access-Control-";
  private static final String HSTS = "Strict-Transport-Security";

  private final String name;
  private final String[] removed;
  private final Line[] lines;
  private final int securityLines;
  private final @Nullable CorsRule cors;
  private final boolean varyOrigin;
  private final double serverTimingRate;

  private record Line(String name, String value, boolean override, boolean secureOnly) {}

  /**
   * Compiles a policy.
   *
   * @param hstsOnHttp whether {@code Strict-Transport-Security} is sent over http, too, where
   *     browsers ignore it (RFC 6797, 7.2)
   * @param varyAdded whether {@code Vary: Origin} tells caches that responses depend on it
   */
  public HeadersPolicyRule(
      ResponseHeadersPolicyConfig policy, boolean hstsOnHttp, boolean varyAdded) {
    this.name = policy.name();
    this.removed = policy.removedHeaders().toArray(new String[0]);
    List<Line> added = new ArrayList<>();
    addSecurity(added, policy.security(), hstsOnHttp);
    this.securityLines = added.size();
    for (CustomHeader header : policy.customHeaders()) {
      added.add(new Line(header.name(), header.value(), header.override(), false));
    }
    this.lines = added.toArray(new Line[0]);
    CorsConfig config = policy.cors();
    this.cors = config == null ? null : new CorsRule(config);
    this.varyOrigin = varyAdded && cors != null && cors.dependsOnOrigin();
    Double rate = policy.serverTimingRate();
    this.serverTimingRate = rate == null ? -1 : rate;
  }

  private static void addSecurity(
      List<Line> added, SecurityHeadersConfig security, boolean hstsOnHttp) {
    var xss = security.xssProtection();
    if (xss != null) {
      added.add(new Line("X-XSS-Protection", xss.value(), xss.override(), false));
    }
    var frame = security.frameOptions();
    if (frame != null) {
      added.add(new Line("X-Frame-Options", frame.option().name(), frame.override(), false));
    }
    var referrer = security.referrerPolicy();
    if (referrer != null) {
      added.add(new Line("Referrer-Policy", referrer.policy(), referrer.override(), false));
    }
    var content = security.contentSecurityPolicy();
    if (content != null) {
      added.add(new Line("Content-Security-Policy", content.policy(), content.override(), false));
    }
    var type = security.contentTypeOptions();
    if (type != null) {
      added.add(new Line("X-Content-Type-Options", "nosniff", type.override(), false));
    }
    var transport = security.strictTransportSecurity();
    if (transport != null) {
      added.add(new Line(HSTS, transport.value(), transport.override(), !hstsOnHttp));
    }
  }

  /** The policy's name, for {@code explain}. */
  public String name() {
    return name;
  }

  /** The names that are removed, for {@code explain}. */
  public List<String> removedNames() {
    return List.of(removed);
  }

  /** How many of a hundred responses get {@code Server-Timing}; negative for none ever. */
  public double serverTimingRate() {
    return serverTimingRate;
  }

  /** What the CORS part adds for a request. */
  public CorsDecision cors(RequestHead request) {
    return cors == null ? NO_CORS : cors.decide(request);
  }

  /** Why CORS headers are or are not added to a response. */
  public CorsReason corsReason(CorsDecision decision, Headers head) {
    return keepsCors(head) && decision.lines().size() > 0 ? CorsReason.KEPT : decision.reason();
  }

  private boolean keepsCors(Headers head) {
    if (cors == null || cors.overrides()) {
      return false;
    }
    for (int i = 0; i < head.size(); i++) {
      if (head.name(i).regionMatches(true, 0, CORS_PREFIX, 0, CORS_PREFIX.length())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Which lines are added behind a head that stays as it is.
   *
   * @param secure whether the viewer came by https
   * @return a bit for each line, see {@link #lineName}; or {@link #MUST_CHANGE}
   */
  public long additions(Headers head, CorsDecision decision, boolean secure) {
    if (lines.length > MOST_LINES || changesCors(head, decision)) {
      return MUST_CHANGE;
    }
    for (String each : removed) {
      if (head.contains(each)) {
        return MUST_CHANGE;
      }
    }
    long bits = 0;
    for (int i = 0; i < lines.length; i++) {
      Line line = lines[i];
      if (line.secureOnly && !secure) {
        continue;
      }
      String given = head.first(line.name);
      if (given == null) {
        bits |= 1L << i;
      } else if (line.override && !isAlone(head, line)) {
        return MUST_CHANGE;
      }
    }
    return bits;
  }

  private boolean changesCors(Headers head, CorsDecision decision) {
    Headers added = decision.lines();
    if (cors == null || !cors.overrides()) {
      return false;
    }
    for (int i = 0; i < added.size(); i++) {
      if (head.contains(added.name(i))) {
        return true;
      }
    }
    return false;
  }

  /** True when the head says the same already, once. */
  private static boolean isAlone(Headers head, Line line) {
    int found = 0;
    for (int i = 0; i < head.size(); i++) {
      if (head.name(i).equalsIgnoreCase(line.name)) {
        if (found++ > 0 || !head.value(i).equals(line.value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The number of lines of which {@link #additions} has a bit. */
  public int lineCount() {
    return lines.length;
  }

  /** The name of one of the lines. */
  public String lineName(int index) {
    return lines[index].name;
  }

  /** The value of one of the lines. */
  public String lineValue(int index) {
    return lines[index].value;
  }

  /** The CORS lines for a head: none where the origin's stay. */
  public Headers corsLines(Headers head, CorsDecision decision) {
    return decision.lines().size() == 0 || keepsCors(head) ? Headers.EMPTY : decision.lines();
  }

  /** True when {@code Vary: Origin} is to be added to a head. */
  public boolean addsVary(Headers head) {
    return varyOrigin && !names(head, "Origin");
  }

  private static boolean names(Headers head, String wanted) {
    for (int i = 0; i < head.size(); i++) {
      if (head.name(i).equalsIgnoreCase("Vary")) {
        for (String name : head.value(i).split(",", -1)) {
          if (name.trim().equalsIgnoreCase(wanted) || name.trim().equals("*")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The head with everything done to it. */
  public Headers apply(Headers head, CorsDecision decision, boolean secure) {
    Headers.Builder changed = head.toBuilder();
    for (String each : removed) {
      changed.remove(each);
    }
    Headers kept = changed.build();
    Headers corsLines = corsLines(kept, decision);
    for (int i = 0; i < corsLines.size(); i++) {
      changed.set(corsLines.name(i), corsLines.value(i));
    }
    add(changed, kept, lines.length, secure);
    if (addsVary(kept)) {
      changed.add("Vary", "Origin");
    }
    return changed.build();
  }

  /** The head with the security headers alone, for what the edge itself answers. */
  public Headers applySecurity(Headers head, boolean secure) {
    Headers.Builder changed = head.toBuilder();
    add(changed, head, securityLines, secure);
    return changed.build();
  }

  private void add(Headers.Builder changed, Headers kept, int count, boolean secure) {
    for (int i = 0; i < count; i++) {
      Line line = lines[i];
      boolean skipped = line.secureOnly && !secure;
      if (!skipped && (line.override || !kept.contains(line.name))) {
        changed.set(line.name, line.value);
      }
    }
  }
}

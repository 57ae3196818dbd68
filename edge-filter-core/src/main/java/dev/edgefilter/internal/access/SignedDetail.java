// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.http.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells an operator about a signed request: never a signature or a key. Who is allowed is told
 * about in few words, because that happens on every range of a video.
 */
final class SignedDetail {
  private SignedDetail() {}

  static List<String> whenAllowed(String url, String keyPairId, SignedPolicy policy) {
    return List.of(
        askedFor(url), keyLine(keyPairId), granted(policy), "expires: " + policy.beforeSeconds());
  }

  /**
   * The lines for a refusal.
   *
   * @param keyPairId empty if the request names none
   * @param policy null if it could not be read
   * @param fault what cannot be read and where; empty if all could be
   */
  static List<String> whenRefused(
      String url,
      String keyPairId,
      @Nullable SignedPolicy policy,
      @Nullable String viewerAddress,
      long nowSeconds,
      String fault) {
    List<String> lines = new ArrayList<>();
    lines.add(askedFor(url));
    if (!fault.isEmpty()) {
      lines.add("malformed: " + fault);
    }
    if (!keyPairId.isEmpty()) {
      lines.add(keyLine(keyPairId));
    }
    if (policy != null) {
      addPolicy(lines, policy);
      lines.add("now: " + time(nowSeconds));
    }
    if (policy != null && policy.sourceIp() != null) {
      lines.add("valid for addresses: " + Printable.text(policy.sourceIp()));
      lines.add(
          "viewer address: " + (viewerAddress == null ? "unknown" : Printable.text(viewerAddress)));
    }
    return List.copyOf(lines);
  }

  private static void addPolicy(List<String> lines, SignedPolicy policy) {
    lines.add(granted(policy));
    lines.add("valid before: " + time(policy.beforeSeconds()));
    if (policy.afterSeconds() != null) {
      lines.add("valid after: " + time(policy.afterSeconds()));
    }
  }

  private static String askedFor(String url) {
    return "asked for: ".concat(Printable.text(url));
  }

  private static String keyLine(String keyPairId) {
    return "key pair id: ".concat(Printable.text(keyPairId));
  }

  private static String granted(SignedPolicy policy) {
    String resource = policy.resource();
    return "granted: ".concat(resource == null ? "every URL" : Printable.text(resource));
  }

  private static String time(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds) + " (" + seconds + ")";
    } catch (DateTimeException e) {
      return Long.toString(seconds); // beyond the calendar
    }
  }
}

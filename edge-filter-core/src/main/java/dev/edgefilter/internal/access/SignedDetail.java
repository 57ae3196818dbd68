// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what an operator wants to know about a signed request: never a signature or a key. */
final class SignedDetail {
  private final String url;
  private final List<String> lines = new ArrayList<>(6);

  SignedDetail(String url) {
    this.url = url;
    lines.add("asked for: " + Printable.text(url));
  }

  /** The URL asked for, without the reserved parameters. */
  String url() {
    return url;
  }

  void keyPairId(String keyPairId) {
    lines.add("key pair id: " + Printable.text(keyPairId));
  }

  void policy(SignedPolicy policy) {
    String resource = policy.resource();
    lines.add("granted: " + (resource == null ? "every URL" : Printable.text(resource)));
    lines.add("valid before: " + time(policy.beforeSeconds()));
    if (policy.afterSeconds() != null) {
      lines.add("valid after: " + time(policy.afterSeconds()));
    }
    if (policy.sourceIp() != null) {
      lines.add("valid for addresses: " + Printable.text(policy.sourceIp()));
    }
  }

  void now(long nowSeconds) {
    lines.add("now: " + time(nowSeconds));
  }

  void viewerAddress(@Nullable String address) {
    lines.add("viewer address: " + (address == null ? "unknown" : Printable.text(address)));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private static String time(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds) + " (" + seconds + ")";
    } catch (DateTimeException e) {
      return Long.toString(seconds); // beyond the calendar
    }
  }
}

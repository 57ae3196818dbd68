// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.internal.access.signing.Ipv4Range;
import dev.edgefilter.internal.access.signing.PolicyEncoding;
import dev.edgefilter.internal.access.signing.PolicyText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request's policy grants; null for every policy that is not certain to grant
 * exactly that.
 */
final class PolicyReader {
  private static final int MAX_POLICY_LENGTH = 8192;

  /** Members by which the policy language narrows a grant. Skipping one would widen it. */
  private static final Set<String> RESTRICTING_MEMBERS =
      Set.of("effect", "notresource", "action", "notaction", "principal", "notprincipal");

  private static final String EPOCH = "AWS:EpochTime";

  private PolicyReader() {}

  /**
   * Rebuilds the canned policy.
   *
   * @param url the URL asked for, without the reserved parameters
   */
  static @Nullable SignedPolicy canned(String url, String expires) {
    long seconds = seconds(expires);
    if (seconds < 0) {
      return null;
    }
    byte[] signed = PolicyText.canned(url, expires).getBytes(StandardCharsets.UTF_8);
    return new SignedPolicy(signed, url, seconds, null, null, null);
  }

  private static long seconds(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return -1; // empty, or beyond 64 bits
    }
  }

  /** Decodes and reads a custom policy. */
  static @Nullable SignedPolicy custom(String encoded) {
    byte[] signed = encoded.length() > MAX_POLICY_LENGTH ? null : PolicyEncoding.decode(encoded);
    return signed == null ? null : custom(signed);
  }

  static @Nullable SignedPolicy custom(byte[] signed) {
    String text = new String(signed, StandardCharsets.UTF_8);
    // The decoder writes U+FFFD for broken UTF-8, and no honest policy holds one.
    Object root = text.indexOf('\uFFFD') >= 0 ? null : StrictJson.parse(text);
    Map<?, ?> statement = root instanceof Map<?, ?> policy ? onlyStatement(policy) : null;
    if (statement == null || !hasOnlyHarmlessMembers(statement)) {
      return null;
    }
    Object resource = statement.get("Resource");
    if (resource != null && !(resource instanceof String)) {
      return null;
    }
    return statement.get("Condition") instanceof Map<?, ?> condition
        ? withConditions(signed, (String) resource, condition)
        : null;
  }

  /** An array of one, or the bare object of older signers. */
  private static @Nullable Map<?, ?> onlyStatement(Map<?, ?> policy) {
    Object statement = policy.get("Statement");
    if (statement instanceof List<?> list && list.size() == 1) {
      statement = list.get(0);
    }
    return statement instanceof Map<?, ?> map ? map : null;
  }

  private static boolean hasOnlyHarmlessMembers(Map<?, ?> statement) {
    for (Object member : statement.keySet()) {
      String name = (String) member;
      if (!name.equals("Resource") && !name.equals("Condition") && !isHarmless(name)) {
        return false;
      }
    }
    return true;
  }

  /** A misspelt {@code resource} must not turn a narrow grant into one of everything. */
  private static boolean isHarmless(String name) {
    return !name.equalsIgnoreCase("Resource")
        && !name.equalsIgnoreCase("Condition")
        && !RESTRICTING_MEMBERS.contains(name.toLowerCase(java.util.Locale.ROOT));
  }

  private static @Nullable SignedPolicy withConditions(
      byte[] signed, @Nullable String resource, Map<?, ?> condition) {
    Long before = null;
    Long after = null;
    String sourceIp = null;
    for (Map.Entry<?, ?> entry : condition.entrySet()) {
      boolean understood;
      switch ((String) entry.getKey()) {
        case "DateLessThan" -> understood = (before = epoch(entry.getValue())) != null;
        case "DateGreaterThan" -> understood = (after = epoch(entry.getValue())) != null;
        case "IpAddress" -> understood = (sourceIp = sourceIp(entry.getValue())) != null;
        default -> understood = false; // an unknown restriction must never be skipped
      }
      if (!understood) {
        return null;
      }
    }
    Ipv4Range range = sourceIp == null ? null : Ipv4Range.parse(sourceIp);
    boolean badRange = sourceIp != null && range == null;
    return before == null || badRange
        ? null
        : new SignedPolicy(signed, resource, before, after, sourceIp, range);
  }

  private static @Nullable Long epoch(Object operator) {
    return onlyValue(operator, EPOCH) instanceof Long seconds ? seconds : null;
  }

  private static @Nullable String sourceIp(Object operator) {
    return onlyValue(operator, "AWS:SourceIp") instanceof String range ? range : null;
  }

  private static @Nullable Object onlyValue(Object operator, String key) {
    return operator instanceof Map<?, ?> map && map.size() == 1 ? map.get(key) : null;
  }
}

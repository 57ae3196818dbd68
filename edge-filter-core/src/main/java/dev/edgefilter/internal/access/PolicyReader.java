// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.internal.access.StrictJson.Members;
import dev.edgefilter.internal.access.signing.Ipv4Range;
import dev.edgefilter.internal.access.signing.PolicyEncoding;
import dev.edgefilter.internal.access.signing.PolicyText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
    Members statement = root instanceof Members policy ? onlyStatement(policy) : null;
    if (statement == null || !hasOnlyHarmlessMembers(statement)) {
      return null;
    }
    Object resource = statement.get("Resource");
    if (resource != null && !(resource instanceof String)) {
      return null;
    }
    return statement.get("Condition") instanceof Members condition
        ? withConditions(signed, (String) resource, condition)
        : null;
  }

  /** An array of one, or the bare object of older signers. */
  private static @Nullable Members onlyStatement(Members policy) {
    Object statement = policy.get("Statement");
    if (statement instanceof List<?> list && list.size() == 1) {
      statement = list.get(0);
    }
    return statement instanceof Members members ? members : null;
  }

  private static boolean hasOnlyHarmlessMembers(Members statement) {
    for (int i = 0; i < statement.size(); i++) {
      String name = statement.name(i);
      boolean understood = name.equals("Resource") || name.equals("Condition");
      boolean allows = name.equals("Effect") && "Allow".equals(statement.value(i));
      if (!understood && !allows && !isHarmless(name)) {
        return false;
      }
    }
    return true;
  }

  /** A misspelt {@code resource} must not turn a narrow grant into one of everything. */
  private static boolean isHarmless(String name) {
    return !name.equalsIgnoreCase("Resource")
        && !name.equalsIgnoreCase("Condition")
        && !RESTRICTING_MEMBERS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static @Nullable SignedPolicy withConditions(
      byte[] signed, @Nullable String resource, Members condition) {
    Long before = null;
    Long after = null;
    String sourceIp = null;
    for (int i = 0; i < condition.size(); i++) {
      Object operator = condition.value(i);
      boolean understood;
      switch (condition.name(i)) {
        case "DateLessThan" -> understood = (before = epoch(operator)) != null;
        case "DateGreaterThan" -> understood = (after = epoch(operator)) != null;
        case "IpAddress" -> understood = (sourceIp = sourceIp(operator)) != null;
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
    return operator instanceof Members members && members.size() == 1 ? members.get(key) : null;
  }
}

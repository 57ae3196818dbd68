// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.http.Printable;
import dev.edgefilter.internal.access.StrictJson.Members;
import dev.edgefilter.internal.access.signing.PolicyEncoding;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Says where a signature or a policy cannot be read, for operators; worked out only once it is
 * refused.
 */
final class PolicyFault {
  private static final int MAX_POLICY_LENGTH = 8192;

  private PolicyFault() {}

  static String ofSignature(@Nullable String signature, int longest) {
    if (signature == null || signature.isEmpty()) {
      return "there is no signature";
    }
    return signature.length() > longest
        ? "the signature has " + signature.length() + " characters, more than " + longest
        : "the signature is not in CloudFront's base64 at character "
            + PolicyEncoding.faultAt(signature);
  }

  static String ofPolicy(@Nullable String policy, @Nullable String expires) {
    if (policy == null) {
      return expires == null
          ? "there is neither a policy nor an expiry"
          : "the expiry is no number of seconds: " + Printable.text(expires);
    }
    if (policy.length() > MAX_POLICY_LENGTH) {
      return "the policy has " + policy.length() + " characters, more than " + MAX_POLICY_LENGTH;
    }
    byte[] decoded = PolicyEncoding.decode(policy);
    if (decoded == null) {
      return "the policy is not in CloudFront's base64 at character "
          + PolicyEncoding.faultAt(policy);
    }
    String text = new String(decoded, StandardCharsets.UTF_8);
    int broken = text.indexOf('\uFFFD');
    int fault = StrictJson.faultAt(text);
    if (broken >= 0 || fault >= 0) {
      int at = broken >= 0 ? broken : fault;
      return "the policy is no strict JSON in UTF-8 at byte "
          + text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }
    return shape(StrictJson.parse(text));
  }

  private static String shape(@Nullable Object root) {
    Object statement = root instanceof Members policy ? policy.get("Statement") : null;
    if (statement == null) {
      return "the policy has no Statement";
    }
    return "the policy's Statement is not one Resource and one Condition of DateLessThan, and"
        + " perhaps DateGreaterThan and IpAddress, each with one value of the right type";
  }
}

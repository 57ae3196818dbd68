// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.access.SignedRequestRule;
import dev.edgefilter.internal.access.signing.PolicyEncoding;
import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.internal.access.signing.TrustedKeys;
import java.nio.charset.StandardCharsets;

/** A policy whose signature is good grants what it says, or nothing. */
public final class PolicyFuzz {
  private static final String URL = "https://cdn.example.com/a/b.jpg?x=1&";

  private static final TrustedKeys KEYS = SigningData.trustedKeys();

  private PolicyFuzz() {}

  /** Reads the data as the bytes of a policy, and as the text that encodes one. */
  public static void fuzzerTestOneInput(byte[] data) {
    AccessDecision decoded = decide("Policy=" + PolicyEncoding.encode(data));
    String text = new String(data, StandardCharsets.UTF_8);
    if (decoded.allowed() && !text.contains("DateLessThan") && !text.contains("\\u")) {
      throw new IllegalStateException("a policy without an end was accepted: " + text);
    }
    String plain = new String(data, StandardCharsets.ISO_8859_1).replaceAll("[^!-~]", "");
    decide("Policy=" + plain);
    decide("Expires=" + plain);
    decide(plain);
  }

  private static AccessDecision decide(String query) {
    return SignedRequestRule.decide(
        RequestHead.of(
            "GET", URL + query + "&Signature=abcd&Key-Pair-Id=KRSAEXAMPLE001", Headers.EMPTY),
        "192.0.2.1",
        KEYS,
        (key, hash, signed, signature) -> true,
        1_780_000_000_000L,
        0);
  }
}

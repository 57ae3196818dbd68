// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import dev.edgefilter.internal.access.signing.TokenVerifier.Fault;
import dev.edgefilter.internal.access.signing.TokenVerifier.Result;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers tokens whose signature is good, so that the thousand segments of a video cost one
 * verification. What the token claims is compared each time.
 *
 * <p>Only the same text under the same keys is remembered, so new keys make it be verified anew.
 * Bad tokens are not remembered, and neither are long ones, which bounds the memory to 8 MiB of
 * texts.
 */
public final class RememberedTokens {
  private static final int SLOTS = 4096;
  private static final int LONGEST = 2048;

  private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

  private record Entry(String token, TokenKeys keys, Result result) {}

  /** Makes an empty memory. */
  public RememberedTokens() {}

  /** The same as {@link TokenVerifier#verify}, but only once for each token. */
  @SuppressWarnings("ReferenceEquality") // keys that were read anew are other keys
  public Result verify(String token, Set<String> algorithms, TokenKeys keys) {
    int slot = (token.hashCode() * 0x9e3779b9) >>> 20;
    Entry known = slots.get(slot);
    if (known != null && known.keys() == keys && known.token().equals(token)) {
      return known.result();
    }
    Result result = TokenVerifier.verify(token, algorithms, keys);
    if (result.fault() == Fault.NONE && token.length() <= LONGEST) {
      slots.set(slot, new Entry(token, keys, result));
    }
    return result;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.util.function.Supplier;

/** The keys of others and the edge's own; the same object as long as those of others are. */
public final class KeysWithOwn implements Supplier<TokenKeys> {
  private final Supplier<TokenKeys> others;
  private final TokenSigner own;
  private volatile Joined joined;

  private record Joined(TokenKeys others, TokenKeys all) {}

  /** Adds the key that verifies what a signer signs. */
  public KeysWithOwn(Supplier<TokenKeys> others, TokenSigner own) {
    this.others = others;
    this.own = own;
    this.joined = join(others.get());
  }

  private Joined join(TokenKeys keys) {
    return new Joined(keys, keys.with(own.verifyingKey()));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // keys that were read anew are other keys
  public TokenKeys get() {
    TokenKeys now = others.get();
    Joined known = joined;
    if (known.others() != now) {
      known = join(now);
      joined = known;
    }
    return known.all();
  }
}

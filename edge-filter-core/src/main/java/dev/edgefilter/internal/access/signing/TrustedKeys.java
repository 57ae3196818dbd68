// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that one cache behavior trusts, by key pair id; immutable. */
public final class TrustedKeys {
  private final Map<String, TrustedKey> byKeyPairId;

  private TrustedKeys(Map<String, TrustedKey> byKeyPairId) {
    this.byKeyPairId = Map.copyOf(byKeyPairId);
  }

  /** Collects keys that were read before; of two with one id the last counts. */
  public static TrustedKeys of(Collection<TrustedKey> keys) {
    Map<String, TrustedKey> byId = new HashMap<>();
    for (TrustedKey key : keys) {
      byId.put(key.keyPairId(), key);
    }
    return new TrustedKeys(byId);
  }

  /**
   * Reads keys from PEM.
   *
   * @throws IllegalArgumentException as {@link TrustedKey#of}, for the first key that is wrong
   */
  public static TrustedKeys of(Map<String, String> pemByKeyPairId) {
    List<TrustedKey> keys = new ArrayList<>();
    for (Map.Entry<String, String> entry : pemByKeyPairId.entrySet()) {
      keys.add(TrustedKey.of(entry.getKey(), entry.getValue()));
    }
    return of(keys);
  }

  /** Makes what the first signature would otherwise wait for. */
  public void prepare() {
    byKeyPairId.values().forEach(TrustedKey::curvePoint);
  }

  /** The key with that id, compared exactly, or null. */
  public @Nullable TrustedKey find(String keyPairId) {
    return byKeyPairId.get(keyPairId);
  }
}

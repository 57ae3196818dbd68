// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.AccessTokenConfig.Transport;
import dev.edgefilter.internal.access.SignedParameters;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters and cookies of credentials, which are neither in the key nor forwarded.
 *
 * @param query names of query parameters
 * @param cookies names of cookies
 */
record Reserved(Set<String> query, Set<String> cookies) {
  /** Copies the sets. */
  Reserved {
    query = Set.copyOf(query);
    cookies = Set.copyOf(cookies);
  }

  static Reserved of(boolean signed, @Nullable AccessTokenConfig tokens) {
    Set<String> query = new HashSet<>(signed ? SignedParameters.QUERY_NAMES : Set.of());
    Set<String> cookies = new HashSet<>(signed ? SignedParameters.COOKIE_NAMES : Set.of());
    Transport transport = tokens == null ? null : tokens.transport();
    if (transport != null && !transport.query().isEmpty()) {
      query.add(transport.query());
    }
    if (transport != null && !transport.cookie().isEmpty()) {
      cookies.add(transport.cookie());
    }
    return new Reserved(query, cookies);
  }
}

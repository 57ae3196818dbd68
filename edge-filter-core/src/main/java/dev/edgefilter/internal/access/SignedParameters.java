// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.internal.access.signing.SignatureParameter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The reserved names of signed URLs and signed cookies.
 *
 * <p>In a cache behavior that trusts keys they belong neither to the cache key nor to the origin's
 * request; in any other they are ordinary names.
 */
public final class SignedParameters {
  /** The query parameters, case-sensitive. */
  public static final Set<String> QUERY_NAMES = names(SignatureParameter::queryName);

  /** The cookies, case-sensitive. */
  public static final Set<String> COOKIE_NAMES = names(SignatureParameter::cookieName);

  private SignedParameters() {}

  private static Set<String> names(Function<SignatureParameter, String> name) {
    Set<String> names = new HashSet<>();
    for (SignatureParameter parameter : SignatureParameter.values()) {
      names.add(name.apply(parameter));
    }
    return Set.copyOf(names);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import org.jspecify.annotations.Nullable;

/** A viewer's request as its origin sees it; what {@code Vary} selects by. */
@FunctionalInterface
public interface OriginView {

  /** All lines of a header joined by {@code ", "}, or null when the origin does not get it. */
  @Nullable String joined(String name);
}

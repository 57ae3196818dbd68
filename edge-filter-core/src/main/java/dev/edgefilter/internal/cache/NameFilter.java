// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.NameSelection;
import java.util.HashSet;
import java.util.Set;

/** A compiled selection of cookie or query parameter names; names are case-sensitive. */
final class NameFilter {

  private final NameSelection.Kind kind;
  private final Set<String> names;

  NameFilter(NameSelection selection) {
    this.kind = selection.kind();
    this.names = Set.copyOf(new HashSet<>(selection.names()));
  }

  boolean takes(String name) {
    return switch (kind) {
      case NONE -> false;
      case ALL -> true;
      case WHITELIST -> names.contains(name);
      case ALL_EXCEPT -> !names.contains(name);
    };
  }

  boolean takesNothing() {
    return kind == NameSelection.Kind.NONE;
  }

  boolean takesAll() {
    return kind == NameSelection.Kind.ALL;
  }

  NameSelection.Kind kind() {
    return kind;
  }

  Set<String> names() {
    return names;
  }
}

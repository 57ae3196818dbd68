// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import java.util.Objects;

/**
 * Which cookies or query strings a policy takes. Names are case-sensitive and literal; {@code *} is
 * an ordinary character.
 *
 * @param kind how {@code names} is meant
 * @param names the listed names; empty for {@code NONE} and {@code ALL}
 * @param patterns whether {@code *} and {@code ?} in the names stand for any text and any
 *     character, as they do for cookies of behaviors without a cache policy
 */
public record NameSelection(Kind kind, List<String> names, boolean patterns) {
  private static final NameSelection NONE = new NameSelection(Kind.NONE, List.of());
  private static final NameSelection ALL = new NameSelection(Kind.ALL, List.of());

  /** How the names of a selection are meant. */
  public enum Kind {
    /** No name is taken. */
    NONE("none"),
    /** Only the listed names are taken. */
    WHITELIST("whitelist"),
    /** Every name but the listed ones is taken. */
    ALL_EXCEPT("allExcept"),
    /** Every name is taken. */
    ALL("all");

    private final String token;

    Kind(String token) {
      this.token = token;
    }

    /** CloudFront's word, such as {@code allExcept}. */
    public String token() {
      return token;
    }

    /** Whether this kind needs a list of names. */
    public boolean listsNames() {
      return this == WHITELIST || this == ALL_EXCEPT;
    }
  }

  /** Copies the names. */
  public NameSelection {
    Objects.requireNonNull(kind, "kind");
    names = List.copyOf(names);
  }

  /** A selection whose names are meant as they are. */
  public NameSelection(Kind kind, List<String> names) {
    this(kind, names, false);
  }

  /** Takes nothing. */
  public static NameSelection none() {
    return NONE;
  }

  /** Takes everything. */
  public static NameSelection all() {
    return ALL;
  }

  /** Takes only {@code names}. */
  public static NameSelection whitelist(String... names) {
    return new NameSelection(Kind.WHITELIST, List.of(names));
  }

  /** Takes everything but {@code names}. */
  public static NameSelection allExcept(String... names) {
    return new NameSelection(Kind.ALL_EXCEPT, List.of(names));
  }
}

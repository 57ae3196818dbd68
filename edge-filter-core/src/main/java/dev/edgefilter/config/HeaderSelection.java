// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import java.util.Objects;

/**
 * Which request headers a policy takes. A cache policy knows only {@code NONE} and {@code
 * WHITELIST}; an origin request policy knows all five kinds.
 *
 * @param kind how {@code names} is meant
 * @param names the listed header names as written; they are compared without regard to case
 */
public record HeaderSelection(Kind kind, List<String> names) {
  private static final HeaderSelection NONE = new HeaderSelection(Kind.NONE, List.of());
  private static final HeaderSelection ALL_VIEWER = new HeaderSelection(Kind.ALL_VIEWER, List.of());

  /** How the names of a selection are meant. */
  public enum Kind {
    /** No header beyond the defaults is taken. */
    NONE("none"),
    /** The listed headers are taken. */
    WHITELIST("whitelist"),
    /** Every header of the viewer is taken. */
    ALL_VIEWER("allViewer"),
    /** Every header of the viewer, and the listed CloudFront headers, are taken. */
    ALL_VIEWER_AND_WHITELIST_CLOUDFRONT("allViewerAndWhitelistCloudFront"),
    /** Every header of the viewer but the listed ones is taken. */
    ALL_EXCEPT("allExcept");

    private final String token;

    Kind(String token) {
      this.token = token;
    }

    /** CloudFront's word, such as {@code allViewer}. */
    public String token() {
      return token;
    }

    /** Whether this kind needs a list of names. */
    public boolean listsNames() {
      return this != NONE && this != ALL_VIEWER;
    }
  }

  /** Copies the names. */
  public HeaderSelection {
    Objects.requireNonNull(kind, "kind");
    names = List.copyOf(names);
  }

  /** Takes nothing beyond the defaults. */
  public static HeaderSelection none() {
    return NONE;
  }

  /** Takes the viewer's headers, all of them. */
  public static HeaderSelection allViewer() {
    return ALL_VIEWER;
  }

  /** Takes only {@code names}. */
  public static HeaderSelection whitelist(String... names) {
    return new HeaderSelection(Kind.WHITELIST, List.of(names));
  }

  /** Takes the viewer's headers and the CloudFront headers {@code names}. */
  public static HeaderSelection allViewerAndWhitelistCloudFront(String... names) {
    return new HeaderSelection(Kind.ALL_VIEWER_AND_WHITELIST_CLOUDFRONT, List.of(names));
  }

  /** Takes the viewer's headers but not {@code names}. */
  public static HeaderSelection allExcept(String... names) {
    return new HeaderSelection(Kind.ALL_EXCEPT, List.of(names));
  }
}

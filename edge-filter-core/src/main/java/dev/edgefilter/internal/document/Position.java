// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

/** A place in a text; line and column count from 1. */
public record Position(int line, int column) {
  public static final Position START = new Position(1, 1);

  /** The place of something that has none, such as a file that is not there. */
  public static final Position NONE = new Position(0, 0);
}

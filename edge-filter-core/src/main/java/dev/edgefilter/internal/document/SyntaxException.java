// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

/** What stops a parser; the message says what was found and what was expected. */
public final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Position at;

  SyntaxException(Position at, String message) {
    super(message);
    this.at = at;
  }

  /** Where it stopped. */
  public Position at() {
    return at;
  }

  /** What was found and what was expected. */
  public String text() {
    return String.valueOf(getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.Position;

/** A function that cannot be evaluated; the message says what to do. */
final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Position at;

  TemplateException(Position at, String message) {
    super(message);
    this.at = at;
  }

  Position at() {
    return at;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}

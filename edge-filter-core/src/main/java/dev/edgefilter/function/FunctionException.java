// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import java.util.Objects;

/** A run of a function that gave no usable result. */
public final class FunctionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, which decides what the viewer gets. */
  public enum Kind {
    /** It threw, never ended, or was stopped at a limit: 503. */
    EXECUTION,
    /** What it returned is no request and no response: 503 with CloudFront Functions, else 502. */
    INVALID_RESULT,
    /** It touched a header that is read-only or not allowed: 502. */
    FORBIDDEN,
    /** Too many runs at a time: 503. */
    THROTTLED
  }

  private final Kind kind;

  /** A failure of a kind; the message is for operators and logs, never for viewers. */
  public FunctionException(Kind kind, String message) {
    super(Objects.requireNonNull(message, "message"));
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The message, which is never null. */
  public String text() {
    return Objects.requireNonNull(getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

/** An invalidation that is well formed but refused, for CloudFront's reasons. */
public final class InvalidationRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it is refused. */
  public enum Reason {
    /** The caller reference belongs to a request with other paths. */
    ALREADY_EXISTS("InvalidationBatchAlreadyExists"),
    /** Too many paths or wildcards are being invalidated at this moment. */
    TOO_MANY_IN_PROGRESS("TooManyInvalidationsInProgress"),
    /** There are too many paths in one request. */
    BATCH_TOO_LARGE("BatchTooLarge");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** CloudFront's error code. */
    public String code() {
      return code;
    }
  }

  private final Reason reason;

  InvalidationRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why it is refused. */
  public Reason reason() {
    return reason;
  }
}

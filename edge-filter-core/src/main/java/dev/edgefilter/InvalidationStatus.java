// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import java.time.Instant;

/**
 * An invalidation that was asked for (CloudFront: {@code Invalidation}).
 *
 * @param id {@code I} and 13 upper-case letters and digits
 * @param distributionId the distribution it is about
 * @param state how far it is
 * @param createdAt when it was asked for
 * @param request what was asked for
 */
public record InvalidationStatus(
    String id, String distributionId, State state, Instant createdAt, InvalidationRequest request) {

  /** How far an invalidation is. */
  public enum State {
    /** It is being carried out. */
    IN_PROGRESS("InProgress"),
    /** Nothing that it covers is served any more as if nothing had happened. */
    COMPLETED("Completed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** CloudFront's word for it. */
    public String word() {
      return word;
    }
  }

  InvalidationStatus completed() {
    return new InvalidationStatus(id, distributionId, State.COMPLETED, createdAt, request);
  }
}

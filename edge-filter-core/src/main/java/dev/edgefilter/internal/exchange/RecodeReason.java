// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Reason;

/** Whether a stored body that the edge has encoded is encoded once more, at the best level. */
public enum RecodeReason implements Reason {
  /** It has not been asked for often enough. */
  NOT_POPULAR("not-popular-yet"),
  /** It waits for the one worker, or is being encoded. */
  QUEUED("recode-queued"),
  /** It is encoded at the best level. */
  BEST("best-level"),
  /** The best level made it no smaller. */
  NO_GAIN("recode-no-gain"),
  /** It was replaced, invalidated or evicted, or is fetched anew. */
  SUPERSEDED("recode-superseded"),
  /** The coder or the store failed. */
  FAILED("recode-failed");

  private final String token;

  RecodeReason(String token) {
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return "Edge Filter: popular bodies are encoded once at the best level";
  }
}

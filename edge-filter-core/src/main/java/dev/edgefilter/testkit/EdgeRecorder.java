// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.EdgeListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what an engine says of its last exchanges, by the {@code X-Amz-Cf-Id} of each. Give it to
 * the engine as a listener.
 */
public final class EdgeRecorder implements EdgeListener {
  private static final int MOST = 1_000;
  private static final long WAIT_SECONDS = 20;

  private final Map<String, CompletableFuture<AccessLogRecord>> records = new LinkedHashMap<>();

  /** Has nothing recorded yet. */
  public EdgeRecorder() {}

  @Override
  public void exchangeDone(AccessLogRecord record) {
    of(record.requestId()).complete(record);
  }

  private synchronized CompletableFuture<AccessLogRecord> of(String requestId) {
    if (records.size() >= MOST && !records.containsKey(requestId)) {
      records.remove(records.keySet().iterator().next());
    }
    return records.computeIfAbsent(requestId, id -> new CompletableFuture<>());
  }

  /**
   * Waits for the end of an exchange, which the viewer may see before it is written down.
   *
   * @throws AssertionError when there is none
   */
  AccessLogRecord await(@Nullable String requestId) throws InterruptedException {
    if (requestId == null || requestId.isEmpty()) {
      throw new AssertionError(
          "the response has no X-Amz-Cf-Id: no edge answered, or its CloudFront headers are off");
    }
    try {
      return of(requestId).get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(
          "nothing was recorded of the exchange "
              + requestId
              + "; is the recorder a listener of this engine?",
          e);
    }
  }
}

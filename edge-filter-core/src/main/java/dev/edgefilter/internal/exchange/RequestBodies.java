// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.FunctionBody;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.plan.FunctionPlan;
import java.io.IOException;
import java.util.Arrays;

/** The bodies of requests between viewers and functions (CloudFront: IncludeBody). */
final class RequestBodies {

  /** What a function on viewer-request sees of a body at most. */
  static final int VIEWER_BYTES = 40 * 1024;

  /** What a function on origin-request sees of a body at most. */
  static final int ORIGIN_BYTES = 1024 * 1024;

  private RequestBodies() {}

  /** The request with its body, if the function is to see it; waits until so much of it is here. */
  static FunctionRequest withBody(
      Exchange exchange, FunctionPlan function, FunctionEvent event, FunctionRequest request)
      throws IOException {
    if (!function.includeBody()) {
      return request;
    }
    int most = event.onViewerSide() ? VIEWER_BYTES : ORIGIN_BYTES;
    byte[] seen = exchange.viewer.peekBody(most);
    boolean truncated = seen.length > most;
    return request.withBody(
        FunctionBody.ofViewer(truncated ? Arrays.copyOf(seen, most) : seen, truncated));
  }

  /** The headers that fit the body which the function has left, once that is in place. */
  static Headers replace(Exchange exchange, FunctionRequest after) throws IOException {
    FunctionBody body = after.body();
    if (body == null || !body.replaces()) {
      return after.headers();
    }
    byte[] bytes = body.bytes();
    exchange.viewer.replaceBody(bytes);
    return after.headers().toBuilder()
        .remove("Transfer-Encoding")
        .set("Content-Length", Integer.toString(bytes.length))
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

/**
 * A function of a cache behavior, run on viewer-request, origin-request, origin-response or
 * viewer-response.
 *
 * <p>One instance serves all exchanges and must be safe for use by many threads. It runs on the
 * thread of the exchange, so it must be quick. What it throws turns into a 503; a result that
 * touches a read-only header turns into a 502 (CloudFront: restrictions on edge functions).
 */
@FunctionalInterface
public interface EdgeFunction {

  /**
   * Runs the function.
   *
   * @return the request or response to go on with, or a generated response; never null
   * @throws Exception when the function cannot do its work; the viewer gets a 503
   */
  FunctionResult run(EdgeEvent event) throws Exception;
}

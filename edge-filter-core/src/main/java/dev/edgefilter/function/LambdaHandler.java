// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import java.util.Map;

/**
 * A handler in Java with the event model of Lambda@Edge, as {@code RequestHandler<Map, Map>} of the
 * AWS libraries has it: {@code event.Records[0].cf} with {@code config}, {@code request} and, on
 * response events, {@code response}.
 *
 * <p>One instance serves all exchanges and must be safe for use by many threads.
 */
@FunctionalInterface
public interface LambdaHandler {

  /**
   * Runs the handler.
   *
   * @param event maps, lists and strings; the handler's own, it may change and return parts of it
   * @return the request or the response, as maps and lists
   * @throws Exception when the handler cannot do its work; the viewer gets a 503
   */
  Map<String, Object> handleRequest(Map<String, Object> event) throws Exception;
}

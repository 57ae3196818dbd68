// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.OriginConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a function sees.
 *
 * @param event which of the four events this is
 * @param distributionId the id of the distribution
 * @param distributionDomainName the domain name of the distribution, or empty when it has none
 * @param requestId the value of {@code X-Amz-Cf-Id}
 * @param viewerAddress the viewer's address, or null when unknown
 * @param request the viewer's request, or on origin events the request for the origin
 * @param response the response on origin-response and viewer-response, null on request events
 * @param origin on origin events the origin that is asked, as the configuration or a function has
 *     it; null on viewer events
 * @param log takes what the function has to say
 */
public record EdgeEvent(
    FunctionEvent event,
    String distributionId,
    String distributionDomainName,
    String requestId,
    @Nullable String viewerAddress,
    FunctionRequest request,
    @Nullable FunctionResponse response,
    @Nullable OriginConfig origin,
    FunctionLog log) {

  /** What a function sees on an event that tells nothing of an origin. */
  public EdgeEvent(
      FunctionEvent event,
      String distributionId,
      String distributionDomainName,
      String requestId,
      @Nullable String viewerAddress,
      FunctionRequest request,
      @Nullable FunctionResponse response,
      FunctionLog log) {
    this(
        event,
        distributionId,
        distributionDomainName,
        requestId,
        viewerAddress,
        request,
        response,
        null,
        log);
  }

  /** The same event with another log. */
  public EdgeEvent withLog(FunctionLog other) {
    return new EdgeEvent(
        event,
        distributionId,
        distributionDomainName,
        requestId,
        viewerAddress,
        request,
        response,
        origin,
        other);
  }

  /**
   * The response of a response event.
   *
   * @throws IllegalStateException on a request event
   */
  public FunctionResponse requireResponse() {
    FunctionResponse present = response;
    if (present == null) {
      throw new IllegalStateException(event + " has no response");
    }
    return present;
  }

  /** Writes to the function's log. */
  public void log(String message) {
    log.log(message);
  }
}

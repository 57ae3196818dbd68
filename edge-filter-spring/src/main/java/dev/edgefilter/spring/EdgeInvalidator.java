// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import dev.edgefilter.InvalidationRequest;

/**
 * Carries out what {@link EdgeInvalidate} and the actuator ask for.
 *
 * <p>The edge of this application is one; a further bean of this type may tell others, for example
 * the CloudFront distribution in front. All of them are called.
 */
@FunctionalInterface
public interface EdgeInvalidator {

  /**
   * Invalidates.
   *
   * @param distributionId the id of a distribution, or empty for all
   * @param request what is dropped
   */
  void invalidate(String distributionId, InvalidationRequest request);
}

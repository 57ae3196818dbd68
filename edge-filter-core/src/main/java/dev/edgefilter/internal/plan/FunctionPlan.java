// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionLimits;

/**
 * A function that runs on one event of a behavior.
 *
 * @param name its name, for logs
 * @param lambda whether the rules of Lambda@Edge hold rather than those of CloudFront Functions
 * @param includeBody whether it sees the body of requests
 * @param origins whom it may turn a request to
 * @param limits what its work is measured against
 * @param code what runs
 */
public record FunctionPlan(
    String name,
    boolean lambda,
    boolean includeBody,
    OriginChoices origins,
    FunctionLimits limits,
    EdgeFunction code) {}

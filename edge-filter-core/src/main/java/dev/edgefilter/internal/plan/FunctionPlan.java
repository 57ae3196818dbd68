// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionLimits;
import java.util.Map;

/**
 * A function that runs on one event of a behavior.
 *
 * @param name its name, for logs
 * @param lambda whether the rules of Lambda@Edge hold rather than those of CloudFront Functions
 * @param origins what each origin gets that it may choose, by id; empty but on viewer-request
 * @param limits what its work is measured against
 * @param code what runs
 */
public record FunctionPlan(
    String name,
    boolean lambda,
    Map<String, FailoverPlan> origins,
    FunctionLimits limits,
    EdgeFunction code) {}

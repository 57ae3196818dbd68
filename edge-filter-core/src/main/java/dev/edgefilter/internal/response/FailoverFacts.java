// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import java.util.Set;

/**
 * What decides whether the secondary origin of a group is asked.
 *
 * @param method the viewer's method
 * @param optionsCached whether OPTIONS is among the cached methods
 * @param body whether the request has a body, which cannot be read twice
 * @param detached whether another thread than the viewer's brings the answer
 * @param statuses the statuses that count as failure
 */
public record FailoverFacts(
    String method, boolean optionsCached, boolean body, boolean detached, Set<Integer> statuses) {}

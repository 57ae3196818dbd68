// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.WafAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that runs.
 *
 * @param name its name, with the group's name before it in a group
 * @param matcher which requests it matches; null for a group
 * @param action what is done with them; null for a group
 * @param response what a blocked viewer gets; null unless the action blocks
 * @param labels full labels for the requests it matches
 * @param sampled whether requests that it decides on are kept as samples
 * @param group the rules of a group; empty for a plain rule
 */
record CompiledRule(
    String name,
    @Nullable Matcher matcher,
    @Nullable WafAction action,
    @Nullable BlockResponse response,
    List<String> labels,
    boolean sampled,
    List<CompiledRule> group) {}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

/**
 * What {@link ErrorPageRule} must know of an error.
 *
 * @param source who made it
 * @param configured true when the distribution has a page for its status
 * @param pageItself true when it answers the request for such a page
 * @param upgrades true when the viewer asks to leave HTTP
 * @param mayBlock false when a WriteListener owns the connection
 */
public record ErrorPageFacts(
    ErrorSource source,
    boolean configured,
    boolean pageItself,
    boolean upgrades,
    boolean mayBlock) {}

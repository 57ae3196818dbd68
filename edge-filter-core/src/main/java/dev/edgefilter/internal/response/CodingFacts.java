// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import org.jspecify.annotations.Nullable;

/**
 * What {@link CodingRule} must know of a request.
 *
 * @param passing true when the request goes past the store
 * @param protocol the viewer's protocol
 * @param offered the codings in the key, such as {@code br,gzip}, or null for none
 * @param brotliAvailable true when something here can make brotli
 * @param mayBlock false when a WriteListener owns the connection
 * @param bodyWanted false for HEAD
 */
public record CodingFacts(
    boolean passing,
    String protocol,
    @Nullable String offered,
    boolean brotliAvailable,
    boolean mayBlock,
    boolean bodyWanted) {}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import org.jspecify.annotations.Nullable;

/**
 * One part of a cache key, for {@code explain}.
 *
 * @param name what it is, such as {@code query} or a header name
 * @param value its value, or null when the request has nothing to fill it
 * @param selection what the cache policy says of it, such as {@code whitelist: size}, or empty
 * @param reason why it is a part
 */
public record KeyPart(String name, @Nullable String value, String selection, KeyReason reason) {}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import dev.edgefilter.http.Headers;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the origin is asked.
 *
 * @param method the request method
 * @param scheme {@code http} or {@code https}, as the viewer used it
 * @param path the raw path, starting with a slash, with the origin path in front
 * @param query the raw query without the question mark, or null
 * @param headers every header the origin gets, in order; {@code Upgrade} is among them only where
 *     the viewer asks to leave HTTP
 * @param body the request body, or null when there is none; read by the origin only
 */
public record OriginRequest(
    String method,
    String scheme,
    String path,
    @Nullable String query,
    Headers headers,
    @Nullable InputStream body) {}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.config.NameSelection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A cache policy written in properties.
 *
 * @param minTtl Least time a response is kept.
 * @param defaultTtl Time for responses that do not say.
 * @param maxTtl Longest time.
 * @param gzip Whether gzip is a part of the key.
 * @param brotli Whether br is a part of the key.
 * @param headers Headers of the key.
 * @param cookieBehavior Which cookies are part of the key; whitelist when cookies are named, else
 *     none.
 * @param cookies Names of cookies.
 * @param queryStringBehavior Which query strings are part of the key; whitelist when some are
 *     named, else none.
 * @param queryStrings Names of query strings.
 */
public record CachePolicyProperties(
    @DefaultValue("0s") Duration minTtl,
    @Nullable Duration defaultTtl,
    @Nullable Duration maxTtl,
    @DefaultValue("true") boolean gzip,
    @DefaultValue("true") boolean brotli,
    @DefaultValue List<String> headers,
    NameSelection.@Nullable Kind cookieBehavior,
    @DefaultValue List<String> cookies,
    NameSelection.@Nullable Kind queryStringBehavior,
    @DefaultValue List<String> queryStrings) {}

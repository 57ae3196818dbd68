// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

/**
 * What a cache behavior and its policy say about compression.
 *
 * @param compress the behavior's Compress
 * @param gzip the policy's EnableAcceptEncodingGzip
 * @param brotli the policy's EnableAcceptEncodingBrotli
 * @param cached false when all TTLs of the policy are 0
 * @param unknownLength whether a body of unknown length is compressed
 */
public record CodingSettings(
    boolean compress, boolean gzip, boolean brotli, boolean cached, boolean unknownLength) {}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import org.jspecify.annotations.Nullable;

/**
 * A token in the first segment of a path, as in {@code /token=eyJ…/video/master.m3u8}: what a page
 * or playlist below it refers to by relative addresses has it, too.
 *
 * @param token the token
 * @param path the path without that segment
 */
public record PathToken(String token, String path) {

  /**
   * Cuts the token out of a path; null when the first segment has none.
   *
   * @param prefix what begins a segment with a token
   */
  public static @Nullable PathToken cut(String path, String prefix) {
    int end = path.startsWith(prefix, 1) ? path.indexOf('/', 1) : -1;
    return end > prefix.length() + 1
        ? new PathToken(path.substring(1 + prefix.length(), end), path.substring(end))
        : null;
  }
}

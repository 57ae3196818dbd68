// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.ContentRange;
import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether two slices are of one representation (RFC 9111, 3.4): a strong entity tag, or
 * without one the same date; and the same length in any case.
 *
 * @param entityTag a strong entity tag, or null
 * @param lastModified the date as it was sent, when there is no strong entity tag; else null
 * @param completeLength the length of the representation, in bytes
 */
public record SliceValidator(
    @Nullable EntityTag entityTag, @Nullable String lastModified, long completeLength) {

  /** The validator of a 206, or null when nothing vouches for it. */
  public static @Nullable SliceValidator of(Headers headers) {
    ContentRange range = ContentRange.parse(headers.first("Content-Range"));
    if (range == null) {
      return null;
    }
    EntityTag tag = EntityTag.parse(headers.first("ETag"));
    if (tag != null && !tag.weak()) {
      return new SliceValidator(tag, null, range.completeLength());
    }
    String modified = headers.first("Last-Modified");
    return modified == null ? null : new SliceValidator(null, modified, range.completeLength());
  }
}

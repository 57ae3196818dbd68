// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.EntityTag;
import org.jspecify.annotations.Nullable;

/**
 * What conditions and ranges are evaluated against.
 *
 * @param status the status of the response
 * @param entityTag its entity tag, or null
 * @param lastModifiedMillis its modification date, {@code HttpDate.INVALID} when unknown
 * @param bodyBytes its length, -1 when unknown
 * @param coded true when it has a {@code Content-Encoding}
 */
public record Representation(
    int status,
    @Nullable EntityTag entityTag,
    long lastModifiedMillis,
    long bodyBytes,
    boolean coded) {

  /** One without a content coding. */
  public Representation(
      int status, @Nullable EntityTag entityTag, long lastModifiedMillis, long bodyBytes) {
    this(status, entityTag, lastModifiedMillis, bodyBytes, false);
  }
}

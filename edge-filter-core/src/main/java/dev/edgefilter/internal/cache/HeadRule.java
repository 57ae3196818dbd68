// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.store.StoredHead;
import org.jspecify.annotations.Nullable;

/** What an answer to HEAD says of what a GET stored (RFC 9111, 4.3.5). */
public final class HeadRule {

  private HeadRule() {}

  /** Whether it can be of the same representation: nothing it says of it differs. */
  public static boolean agrees(StoredHead stored, long bodyBytes, ResponseHead answer) {
    Headers headers = answer.headers();
    @Nullable String length = headers.first("Content-Length");
    return same(stored.headers().first("ETag"), headers.first("ETag"))
        && same(stored.headers().first("Last-Modified"), headers.first("Last-Modified"))
        && (length == null || length.equals(Long.toString(bodyBytes)));
  }

  private static boolean same(@Nullable String stored, @Nullable String told) {
    return told == null || told.equals(stored);
  }
}

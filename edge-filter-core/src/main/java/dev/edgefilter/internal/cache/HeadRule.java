// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.store.StoredHead;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an answer to HEAD says of what a GET stored (RFC 9111, 4.3.5). */
public final class HeadRule {

  private HeadRule() {}

  /** Whether it can be of the same representation: nothing it says of it differs. */
  public static boolean agrees(StoredHead stored, long bodyBytes, ResponseHead answer) {
    Headers headers = answer.headers();
    return sameTag(stored, headers.first("ETag"))
        && same(stored.headers().first("Last-Modified"), headers.first("Last-Modified"))
        && sameLength(stored.headers(), bodyBytes, headers);
  }

  /**
   * Whether such a decision speaks of what the origin says to everybody. The others are about this
   * one request, and what a GET of someone else stored is not touched by it.
   */
  public static boolean concernsEverybody(StorageReason refusal) {
    return switch (refusal) {
      case AUTHORIZATION, COOKIE, SESSION, REQUEST_NO_STORE -> false;
      default -> true;
    };
  }

  /** What the edge encoded has a weakened tag for viewers; the origin's own is beside it. */
  private static boolean sameTag(StoredHead stored, @Nullable String told) {
    EntityTag own = stored.entityTag();
    return same(stored.headers().first("ETag"), told)
        || (own != null && own.equals(EntityTag.parse(told)));
  }

  /** An answer without the stored coding tells the length before the body was encoded. */
  private static boolean sameLength(Headers stored, long bodyBytes, Headers told) {
    String length = told.first("Content-Length");
    return length == null
        || !Objects.equals(told.joined("Content-Encoding"), stored.joined("Content-Encoding"))
        || length.equals(Long.toString(bodyBytes));
  }

  private static boolean same(@Nullable String stored, @Nullable String told) {
    return told == null || told.equals(stored);
  }
}

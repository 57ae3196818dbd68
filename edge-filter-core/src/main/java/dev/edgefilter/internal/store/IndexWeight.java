// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.http.Headers;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Estimates the heap bytes of what the index keeps; errs on the large side. */
final class IndexWeight {
  /**
   * Variant, content, body, file, key, head, their arrays and the node of the map, with compressed
   * pointers.
   */
  private static final int FIXED = 664;

  private static final int PER_STRING = 48;
  private static final int PER_REFERENCE = 4;

  private IndexWeight() {}

  static int of(CacheKey key, StoredHead head) {
    long bytes = FIXED + of(key.path()) + of(key.query());
    for (String part : key.parts()) {
      bytes += of(part) + PER_REFERENCE;
    }
    Headers headers = head.headers();
    for (int i = 0; i < headers.size(); i++) {
      bytes += of(headers.name(i)) + of(headers.value(i)) + 2 * PER_REFERENCE;
    }
    bytes += of(head.varyNames()) + of(head.varyValues()) + of(head.tags());
    if (head.entityTag() != null) {
      bytes += 24 + of(head.entityTag().opaque());
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  private static long of(List<String> strings) {
    long bytes = 0;
    for (String string : strings) {
      bytes += of(string) + PER_REFERENCE;
    }
    return bytes;
  }

  private static long of(@Nullable String string) {
    return string == null ? 0 : PER_STRING + string.length();
  }
}

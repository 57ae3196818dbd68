// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.internal.store.TieredResponseStore;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoredHead;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Fills a folder with many small responses, as a store that has run for long has it. */
final class FillFolder {
  private static final int BODY_BYTES = 2_000;

  private FillFolder() {}

  /** Takes the folder and the number of responses. */
  public static void main(String[] args) {
    int entries = Integer.parseInt(args[1]);
    try (ResponseStore store =
        TieredResponseStore.builder()
            .directory(Path.of(args[0]))
            .diskBytes(8L << 30)
            .maxIndexBytes(512L << 20)
            .build()) {
      StoredHead head = head();
      for (int i = 0; i < entries; i++) {
        CacheKey key = new CacheKey("D1", "/pages/" + i, null, new String[] {"host", "a"});
        ResponseWriter writer = store.begin(key, head, BODY_BYTES, store.stamp());
        if (writer == null
            || !writer.write(ByteBuffer.allocate(BODY_BYTES))
            || writer.commit() == null) {
          throw new IllegalStateException("response " + i + " was not stored");
        }
      }
    }
  }

  private static StoredHead head() {
    return new StoredHead(
        200,
        Headers.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Cache-Control",
            "public, max-age=86400",
            "Last-Modified",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Content-Length",
            Integer.toString(BODY_BYTES)),
        List.of(),
        List.of(),
        1_000,
        0,
        86_400_000,
        0,
        -1,
        false,
        false,
        null,
        HttpDate.INVALID,
        List.of());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Makes keys, heads and bodies, and writes and reads them whole. */
public final class StoreFixtures {
  public static final String DISTRIBUTION = "E1";

  private StoreFixtures() {}

  /** A key for a path with an optional query. */
  public static CacheKey key(String pathAndQuery, String... parts) {
    int mark = pathAndQuery.indexOf('?');
    return mark < 0
        ? new CacheKey(DISTRIBUTION, pathAndQuery, null, parts)
        : new CacheKey(
            DISTRIBUTION, pathAndQuery.substring(0, mark), pathAndQuery.substring(mark + 1), parts);
  }

  public static StoredHead head() {
    return head(List.of(), List.of());
  }

  public static StoredHead head(List<String> varyNames, List<String> varyValues) {
    return new StoredHead(
        200,
        Headers.of("Content-Type", "text/plain", "Cache-Control", "max-age=60"),
        varyNames,
        varyValues,
        1_000,
        0,
        60_000,
        0,
        -1,
        false,
        false,
        null,
        HttpDate.INVALID,
        List.of());
  }

  /** Bytes that depend on the seed at every place. */
  public static byte[] body(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  public static StoredResponse put(ResponseStore store, CacheKey key, byte[] body) {
    return put(store, key, head(), body);
  }

  public static StoredResponse put(
      ResponseStore store, CacheKey key, StoredHead head, byte[] body) {
    ResponseWriter writer = begin(store, key, head, body.length);
    assertTrue(writer.write(ByteBuffer.wrap(body)), "written");
    StoredResponse stored = writer.commit();
    assertNotNull(stored, "stored");
    return stored;
  }

  public static ResponseWriter begin(
      ResponseStore store, CacheKey key, StoredHead head, long expectedBodyBytes) {
    ResponseWriter writer = store.begin(key, head, expectedBodyBytes, store.stamp());
    assertNotNull(writer, "begun");
    return writer;
  }

  public static byte[] readAll(ResponseStore store, StoredResponse stored) {
    try (BodyReader reader = store.read(stored)) {
      assertNotNull(reader, "body");
      byte[] bytes = new byte[(int) reader.length()];
      int position = 0;
      while (position < bytes.length) {
        ByteBuffer view = reader.at(position);
        assertNotNull(view, "segment");
        assertTrue(view.hasRemaining() && view.isReadOnly());
        int count = view.remaining();
        view.get(bytes, position, count);
        position += count;
      }
      assertEquals(bytes.length, position);
      return bytes;
    }
  }

  /** Removes what is stored under paths and tags. */
  public static void invalidate(ResponseStore store, String... items) {
    store.invalidate(Invalidation.of(DISTRIBUTION, List.of(items), false, 0));
  }

  /** Marks stale what is stored under paths and tags. */
  public static void invalidateSoftly(ResponseStore store, long atMillis, String... items) {
    store.invalidate(Invalidation.of(DISTRIBUTION, List.of(items), true, atMillis));
  }
}

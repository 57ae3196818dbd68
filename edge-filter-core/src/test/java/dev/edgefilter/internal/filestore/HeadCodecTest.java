// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoreFixtures;
import dev.edgefilter.store.StoredHead;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadCodecTest {
  private static final FileHead FULL =
      new FileHead(
          new CacheKey("E1", "/\u00fc/\u4e00", "a=\u00e9", new String[] {"host", "", "x", "y"}),
          new StoredHead(
              404,
              Headers.of("Content-Type", "text/plain", "X", "", "x", "\u00ff\u20ac"),
              List.of("accept", "x"),
              List.of("", "b"),
              Long.MAX_VALUE,
              -1,
              1,
              2,
              3,
              true,
              false,
              new EntityTag("\u00e9", true),
              1234,
              List.of("t1", "t2")),
          Long.MIN_VALUE,
          77);

  private static final FileHead EMPTY =
      new FileHead(
          new CacheKey("", "", null, new String[] {}),
          new StoredHead(
              200,
              Headers.EMPTY,
              List.of(),
              List.of(),
              0,
              0,
              0,
              0,
              0,
              false,
              true,
              null,
              HttpDate.INVALID,
              List.of()),
          0,
          Long.MAX_VALUE);

  @Test
  void headsComeBackEqual() throws CorruptFileException {
    for (FileHead head : List.of(FULL, EMPTY)) {
      assertEquals(head, HeadCodec.decode(ByteBuffer.wrap(HeadCodec.encode(head))));
    }
    FileHead emptyQuery = new FileHead(StoreFixtures.key("/a?"), StoreFixtures.head(), 1, 2);
    assertEquals(emptyQuery, HeadCodec.decode(ByteBuffer.wrap(HeadCodec.encode(emptyQuery))));
  }

  @Test
  void headThatIsTooShortOrTooLongIsRefused() {
    byte[] good = HeadCodec.encode(FULL);
    for (int length = 0; length < good.length; length++) {
      byte[] shorter = Arrays.copyOf(good, length);
      assertThrows(CorruptFileException.class, () -> HeadCodec.decode(ByteBuffer.wrap(shorter)));
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThrows(CorruptFileException.class, () -> HeadCodec.decode(ByteBuffer.wrap(longer)));
  }

  @Test
  void arbitraryBytesAreRefusedOrReadButNothingElse() {
    byte[] good = HeadCodec.encode(FULL);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] bad = good.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        HeadCodec.decode(ByteBuffer.wrap(bad));
      } catch (CorruptFileException e) {
        // That is all that may happen.
      }
    }
  }
}

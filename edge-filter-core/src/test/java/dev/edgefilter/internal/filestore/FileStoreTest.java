// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import static dev.edgefilter.internal.filestore.FileFixtures.files;
import static dev.edgefilter.internal.filestore.FileFixtures.onlyFile;
import static dev.edgefilter.internal.filestore.FileFixtures.open;
import static dev.edgefilter.internal.filestore.FileFixtures.read;
import static dev.edgefilter.internal.filestore.FileFixtures.scan;
import static dev.edgefilter.internal.filestore.FileFixtures.write;
import static dev.edgefilter.store.StoreFixtures.body;
import static dev.edgefilter.store.StoreFixtures.head;
import static dev.edgefilter.store.StoreFixtures.key;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
  private static final FileHead HEAD =
      new FileHead(key("/a?b", "host", "x"), head(), 7, Long.MAX_VALUE);
  private static final int BLOCK = Layout.BLOCK_BYTES;
  private static final int WINDOW = Window.BYTES;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        4095,
        65_535,
        65_536,
        65_537,
        BLOCK - 1,
        BLOCK,
        BLOCK + 1,
        3 * BLOCK,
        WINDOW - 1,
        WINDOW,
        WINDOW + 1,
        2 * WINDOW + 5
      })
  void bodiesComeBackBeforeAndAfterAnotherOpening(int length) throws IOException {
    byte[] bytes = body(length, length);
    try (FileStore store = open(folder)) {
      scan(store);
      assertArrayEquals(bytes, read(write(store, HEAD, bytes, length)));
      FileBody unknown = write(store, HEAD, bytes, -1);
      assertArrayEquals(bytes, read(unknown));
      long onDisk =
          files(folder).stream().mapToLong(f -> Layout.roundUp(f.toFile().length())).sum();
      assertEquals(DiskSpace.OWN_BYTES + onDisk, store.usedBytes());
    }
    try (FileStore store = open(folder)) {
      List<FileFixtures.Found> found = scan(store);
      assertEquals(2, found.size());
      for (FileFixtures.Found each : found) {
        assertEquals(HEAD, each.head());
        assertArrayEquals(bytes, read(each.body()));
        assertTrue(each.body().isVerified());
        assertArrayEquals(bytes, read(each.body()), "without looking again");
      }
      assertEquals(0, store.discarded());
      assertEquals(0, store.failures());
    }
  }

  @Test
  void truncatedFileIsNeverServed() throws IOException {
    byte[] bytes = body(300, 1);
    Path file = storeOne(bytes);
    byte[] good = Files.readAllBytes(file);
    try (FileStore store = open(folder)) {
      for (int length = 0; length < good.length; length++) {
        Files.write(file, Arrays.copyOf(good, length));
        assertEquals(List.of(), scan(store), "of " + length + " bytes");
        assertFalse(Files.exists(file), "of " + length + " bytes");
      }
      assertEquals(good.length, store.discarded());
      Files.write(file, Arrays.copyOf(good, good.length + 1));
      assertEquals(List.of(), scan(store));
    }
  }

  @Test
  void flippedByteIsNeverServed() throws IOException {
    byte[] bytes = body(300, 1);
    Path file = storeOne(bytes);
    byte[] good = Files.readAllBytes(file);
    int harmless = 0;
    try (FileStore store = open(folder)) {
      for (int i = 0; i < good.length; i++) {
        byte[] bad = good.clone();
        bad[i] ^= 0x10;
        Files.write(file, bad);
        for (FileFixtures.Found found : scan(store)) {
          assertEquals(HEAD, found.head(), "byte " + i);
          byte[] seen = read(found.body());
          if (seen != null) {
            assertArrayEquals(bytes, seen, "byte " + i);
            harmless++;
          }
        }
      }
      // What is not used yet: the second slot, and the rest of the first and of the preamble.
      assertTrue(harmless < good.length - 300 - 200, "harmless: " + harmless);
    }
  }

  @Test
  void everyBlockOfALargeBodyIsCheckedBeforeItIsGivenAway() throws IOException {
    byte[] bytes = body(3 * BLOCK + 100, 1);
    Path file = storeOne(bytes);
    byte[] bad = Files.readAllBytes(file);
    int bodyAt = bad.length - bytes.length - 4 * 4;
    assertEquals(0, bodyAt % 4096);
    bad[bodyAt + 2 * BLOCK + 17] ^= 1;
    Files.write(file, bad);
    try (FileStore store = open(folder)) {
      FileBody body = scan(store).get(0).body();
      try (FileReader reader = body.read()) {
        assertNotNull(reader);
        assertEquals(ByteBuffer.wrap(bytes, 5, BLOCK - 5), reader.at(5));
        assertEquals(ByteBuffer.wrap(bytes, BLOCK, BLOCK), reader.at(BLOCK));
        assertNull(reader.at(3L * BLOCK - 1));
        assertEquals(ByteBuffer.wrap(bytes, 3 * BLOCK, 100), reader.at(3L * BLOCK));
        assertNull(reader.file(), "not to be sent without looking");
      }
      assertEquals(1, store.discarded());
    }
  }

  @Test
  void newHeadHoldsForTheNextProcessAndATornOneDoesNot() throws IOException {
    Path file;
    FileHead second = new FileHead(HEAD.key(), head(List.of("x"), List.of("y")), 8, 1_000);
    FileHead third = new FileHead(HEAD.key(), head(List.of("x"), List.of("z")), 9, Long.MAX_VALUE);
    try (FileStore store = open(folder)) {
      FileBody body = write(store, HEAD, body(300, 1), 300);
      body.rewriteHead(HEAD, second);
      body.rewriteHead(second, third);
      file = onlyFile(folder);
    }
    byte[] good = Files.readAllBytes(file);
    try (FileStore store = open(folder)) {
      assertEquals(third, scan(store).get(0).head());
      // The third head went to the first slot again.
      for (int i = 0; i < 100; i++) {
        byte[] torn = good.clone();
        torn[Layout.PREAMBLE_BYTES + i] ^= 0x55;
        Files.write(file, torn);
        assertEquals(second, scan(store).get(0).head(), "byte " + i);
      }
    }
  }

  @Test
  void headThatDoesNotFitMakesTheOldOneBeValidated() {
    FileHead longer =
        new FileHead(HEAD.key(), head(List.of("x"), List.of("y".repeat(900))), 8, Long.MAX_VALUE);
    try (FileStore store = open(folder)) {
      FileBody body = write(store, HEAD, body(300, 1), 300);
      body.rewriteHead(HEAD, longer);
      body.rewriteHead(longer, longer);
    }
    try (FileStore store = open(folder)) {
      assertEquals(HEAD.toBeValidated(), scan(store).get(0).head());
      assertTrue(HEAD.toBeValidated().head().alwaysValidate());
    }
  }

  @Test
  void partFilesAreDeletedAndForeignOnesLeftAlone() throws IOException {
    Path foreign;
    try (FileStore store = open(folder)) {
      FileWriter writer = store.newBody(HEAD, 500_000);
      writer.write(ByteBuffer.wrap(body(200_000, 1)));
      Path part = onlyFile(folder);
      foreign = Files.writeString(part.resolveSibling("notes.txt"), "mine");
      write(store, HEAD, body(10, 1), 10);
    }
    try (FileStore store = open(folder)) {
      assertEquals(1, scan(store).size());
      assertEquals(1, files(folder).size());
      assertEquals("mine", Files.readString(foreign));
      assertEquals(1, store.discarded());
    }
  }

  @Test
  void unfinishedAndAbandonedFilesGiveTheirRoomBack() throws IOException {
    try (FileStore store = open(folder)) {
      long before = store.usedBytes();
      FileWriter writer = store.newBody(HEAD, -1);
      writer.write(ByteBuffer.wrap(body(2_000_000, 1)));
      assertTrue(store.usedBytes() >= before + 1_900_000);
      writer.abandon();
      writer.abandon();
      assertEquals(before, store.usedBytes());
      assertEquals(List.of(), files(folder));
    }
  }

  @Test
  void droppedFileIsGoneAtOnceButItsRoomOnlyWhenNobodyReadsIt() throws IOException {
    try (FileStore store = open(folder)) {
      long before = store.usedBytes();
      byte[] bytes = body(2 * WINDOW, 1);
      FileBody body = write(store, HEAD, bytes, bytes.length);
      FileReader reader = body.read();
      assertNotNull(reader.at(0));
      assertTrue(body.inUse());
      body.drop();
      assertEquals(List.of(), files(folder));
      assertTrue(store.usedBytes() > before);
      assertEquals(bytes[WINDOW + 3], reader.at(WINDOW + 3).get(), "who reads goes on");
      assertNull(body.read(), "and nobody else begins");
      reader.close();
      assertEquals(before, store.usedBytes());
      assertEquals(0, store.openFiles());
    }
  }

  @Test
  void fileThatIsDroppedBeforeItHasItsNameLeavesNothing() throws IOException {
    try (FileStore store = open(folder)) {
      FileWriter writer = store.newBody(HEAD, 10);
      writer.write(ByteBuffer.wrap(body(10, 1)));
      FileBody body = writer.finish();
      assertNotNull(body);
      body.drop();
      assertFalse(body.publish());
      assertEquals(List.of(), files(folder));
    }
  }

  @Test
  void fileThatIsSentStaysForAWhileButNotForTheNextProcess(@TempDir Path copy) throws IOException {
    AtomicLong now = new AtomicLong();
    FileStoreSettings settings =
        new FileStoreSettings(folder, 64 << 20, false, now::get, FileAccess.disk());
    try (FileStore store = FileStore.open(settings)) {
      long before = store.usedBytes();
      byte[] bytes = body(500_000, 1);
      FileBody body = write(store, HEAD, bytes, bytes.length);
      Path sent;
      long offset;
      try (FileReader reader = body.read()) {
        sent = reader.file();
        offset = reader.fileOffset();
      }
      body.drop();
      byte[] all = Files.readAllBytes(sent);
      assertArrayEquals(bytes, Arrays.copyOfRange(all, (int) offset, (int) offset + bytes.length));
      assertTrue(store.usedBytes() > before);
      assertNull(body.read());
      Crash.copy(folder, copy);

      now.addAndGet(TimeUnit.SECONDS.toNanos(10));
      write(store, HEAD, body(1, 1), 1).drop();
      assertFalse(Files.exists(sent));
      assertEquals(before, store.usedBytes());
    }
    try (FileStore next = open(copy)) {
      assertEquals(List.of(), scan(next));
    }
  }

  @Test
  void numberOfOpenFilesStaysFlat() {
    try (FileStore store = open(folder)) {
      for (int i = 0; i < 1_000; i++) {
        read(write(store, HEAD, body(100 + i, i), -1));
      }
      assertTrue(store.openFiles() <= 300, "open: " + store.openFiles());
      byte[] large = body(WINDOW + 1, 1);
      for (int i = 0; i < 40; i++) {
        FileBody body = write(store, HEAD, large, large.length);
        assertArrayEquals(large, read(body));
        body.drop();
      }
      assertTrue(store.openFiles() <= 300, "open: " + store.openFiles());
    }
  }

  @Test
  void folderBelongsToOneStoreAtATime() {
    FileStore first = open(folder);
    StoreException refused = assertThrows(StoreException.class, () -> open(folder));
    assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
    assertTrue(
        refused.getMessage().contains("in use by another engine of this process"),
        refused.getMessage());
    first.close();
    open(folder).close();
  }

  @Test
  void folderThatIsAFileIsRefusedWithItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    StoreException refused = assertThrows(StoreException.class, () -> open(file));
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void namesAreNeverUsedTwiceEvenWithoutTheLedger(boolean ledgerIsLost) throws IOException {
    Set<Path> names = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      try (FileStore store = open(folder)) {
        scan(store);
        write(store, HEAD, body(10, 1), 10);
      }
      if (ledgerIsLost) {
        Files.delete(folder.resolve("ledger"));
      }
      names.addAll(files(folder));
      assertEquals(i + 1, names.size());
    }
  }

  @Test
  void boundHoldsBeforeTheFilesOfTheLastProcessAreCounted(@TempDir Path copy) throws IOException {
    FileStoreSettings small =
        new FileStoreSettings(folder, 2 << 20, false, () -> 0, FileAccess.disk());
    try (FileStore store = FileStore.open(small)) {
      scan(store);
      write(store, HEAD, body(1 << 20, 1), 1 << 20);
      Crash.copy(folder, copy);
    }
    FileStoreSettings copied =
        new FileStoreSettings(copy, 2 << 20, false, () -> 0, FileAccess.disk());
    try (FileStore store = FileStore.open(copied)) {
      assertTrue(store.usedBytes() > 1 << 20);
      assertNull(store.newBody(HEAD, 1 << 20));
      scan(store).get(0).body().drop();
      write(store, HEAD, body(1 << 20, 1), 1 << 20);
      assertTrue(store.usedBytes() < 3 << 19, "used: " + store.usedBytes());
    }
  }

  @Test
  void lostJournalMakesEverythingDoubtful() throws IOException {
    storeOne(body(10, 1));
    Files.write(folder.resolve("journal"), new byte[100]);
    try (FileStore store = open(folder)) {
      assertEquals(List.of(), scan(store));
      assertEquals(List.of(), files(folder));
    }
  }

  private Path storeOne(byte[] bytes) throws IOException {
    try (FileStore store = open(folder)) {
      write(store, HEAD, bytes, bytes.length);
    }
    return onlyFile(folder);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import static dev.edgefilter.store.StoreFixtures.DISTRIBUTION;
import static dev.edgefilter.store.StoreFixtures.begin;
import static dev.edgefilter.store.StoreFixtures.body;
import static dev.edgefilter.store.StoreFixtures.head;
import static dev.edgefilter.store.StoreFixtures.invalidate;
import static dev.edgefilter.store.StoreFixtures.invalidateSoftly;
import static dev.edgefilter.store.StoreFixtures.key;
import static dev.edgefilter.store.StoreFixtures.put;
import static dev.edgefilter.store.StoreFixtures.readAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.internal.filestore.Crash;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseStoreContract;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreException;
import dev.edgefilter.store.StoreStatistics;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files behind the memory: what outlives the process, and what must not. */
class TieredFileStoreTest {
  private static final int MIB = 1 << 20;

  private final FailingDisk disk = new FailingDisk();
  private final AtomicLong nanos = new AtomicLong();

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void newFolder() {
    folder = root.resolve("store");
  }

  /** Bodies are in memory and in files. */
  @Nested
  class WithEnoughMemory extends ResponseStoreContract {
    @Override
    protected ResponseStore open() {
      return TieredResponseStore.builder().directory(folder).diskBytes(64 * MIB).build();
    }
  }

  /** Most bodies have left memory, or never were in it. */
  @Nested
  class WithHardlyAnyMemory extends ResponseStoreContract {
    @Override
    protected ResponseStore open() {
      return store().memoryBytes(MIB).build();
    }
  }

  @Test
  void whatWasStoredIsThereAfterAStop() {
    try (TieredResponseStore store = open()) {
      put(store, key("/small"), body(10_000, 1));
      put(store, key("/large"), body(12 * MIB, 2));
      put(store, key("/empty"), body(0, 3));
      put(store, key("/v"), head(List.of("x"), List.of("1")), body(10, 4));
      put(store, key("/v"), head(List.of("x"), List.of("2")), body(10, 5));
      store.remove(put(store, key("/removed"), body(10, 6)));
    }
    try (TieredResponseStore store = open()) {
      assertEquals(5, store.statistics().entries());
      assertHas(store, "/small", body(10_000, 1));
      assertHas(store, "/large", body(12 * MIB, 2));
      assertHas(store, "/empty", body(0, 3));
      assertEquals(2, store.find(key("/v")).length);
      assertEquals(0, store.find(key("/removed")).length);
      assertEquals(head(), store.find(key("/small"))[0].head());
    }
  }

  @Test
  void whatWasStoredIsThereAfterACrash() throws IOException {
    Path left = root.resolve("left");
    try (TieredResponseStore store = open()) {
      put(store, key("/a"), body(10_000, 1));
      put(store, key("/b"), body(MIB, 2));
      ResponseWriter writer = begin(store, key("/unfinished"), head(), MIB);
      writer.write(ByteBuffer.wrap(body(MIB, 3)));
      Crash.copy(folder, left);
      writer.abandon();
    }
    try (TieredResponseStore store = open(left)) {
      assertEquals(2, store.statistics().entries());
      assertHas(store, "/a", body(10_000, 1));
      assertHas(store, "/b", body(MIB, 2));
      assertEquals(2, countFiles(left));
    }
  }

  @Test
  void refreshedHeadIsThereAfterACrash() throws IOException {
    Path left = root.resolve("left");
    StoredResponse refreshed;
    try (TieredResponseStore store = open()) {
      StoredResponse old = put(store, key("/a"), body(10_000, 1));
      invalidate(store, "/b*");
      assertTrue(store.refresh(old, head(List.of("x"), List.of("y")), store.stamp()));
      refreshed = store.find(key("/a"))[0];
      Crash.copy(folder, left);
    }
    try (TieredResponseStore store = open(left)) {
      assertHas(store, "/a", body(10_000, 1));
      assertEquals(refreshed.head(), store.find(key("/a"))[0].head());
      assertEquals(refreshed.stamp(), store.find(key("/a"))[0].stamp());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/p/a", "/p/%61", "/p/*", "/*"})
  void invalidatedResponseDoesNotComeBackAfterACrash(String path) throws IOException {
    Path left = root.resolve("left");
    try (TieredResponseStore store = notSweeping().build()) {
      put(store, key("/p/a"), body(10, 1));
      put(store, key("/q"), body(10, 2));
      invalidate(store, path);
      put(store, key("/p/new"), body(10, 3));
      Crash.copy(folder, left);
    }
    for (Path each : List.of(left, folder)) {
      try (TieredResponseStore store = open(each)) {
        assertEquals(0, store.find(key("/p/a")).length);
        assertEquals(path.equals("/*") ? 0 : 1, store.find(key("/q")).length);
        assertHas(store, "/p/new", body(10, 3));
      }
    }
  }

  @Test
  void responseWithAnInvalidatedTagDoesNotComeBackAfterACrash() throws IOException {
    Path left = root.resolve("left");
    try (TieredResponseStore store = notSweeping().build()) {
      put(store, key("/a"), head().withTags(List.of("t", "u")), body(10, 1));
      put(store, key("/b"), head().withTags(List.of("u")), body(10, 2));
      invalidate(store, "#t");
      put(store, key("/c"), head().withTags(List.of("t")), body(10, 3));
      Crash.copy(folder, left);
    }
    try (TieredResponseStore store = open(left)) {
      assertEquals(0, store.find(key("/a")).length);
      assertHas(store, "/b", body(10, 2));
      assertHas(store, "/c", body(10, 3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/*", "#t"})
  void softlyInvalidatedResponseIsStaleAfterACrashAndAfterSweeps(String item) throws IOException {
    Path left = root.resolve("left");
    Path swept = root.resolve("swept");
    Queue<Runnable> sweeps = new ArrayDeque<>();
    try (TieredResponseStore store = store(folder).executor(sweeps::add).build()) {
      awaitRescan(store);
      put(store, key("/a"), head().withTags(List.of("t")), body(10, 1));
      invalidateSoftly(store, 500, item);
      Crash.copy(folder, left);
      for (int i = 0; i < 3; i++) {
        // Each makes a sweep that may forget what the one before has carried out.
        invalidate(store, "/other" + i + "/*");
        sweeps.remove().run();
        sweeps.clear();
      }
      put(store, key("/b"), head().withTags(List.of("t")), body(10, 2));
      Crash.copy(folder, swept);
    }
    for (Path each : List.of(left, swept, folder)) {
      try (TieredResponseStore store = open(each)) {
        assertEquals(500, store.find(key("/a"))[0].staleFromMillis());
        if (!each.equals(left)) {
          assertEquals(Long.MAX_VALUE, store.find(key("/b"))[0].staleFromMillis());
        }
      }
    }
  }

  @Test
  void scanOfOneTimeBodiesDoesNotPushWhatIsReadOftenFromTheDisk() {
    try (TieredResponseStore store = store(folder).memoryBytes(MIB).diskBytes(8 * MIB).build()) {
      awaitRescan(store);
      for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 20; i++) {
          if (store.find(key("/hot/" + i)).length == 0) {
            put(store, key("/hot/" + i), body(100_000, i));
          }
        }
      }
      for (int i = 0; i < 500; i++) {
        put(store, key("/once/" + i), body(100_000, i));
      }
      int left = 0;
      for (int i = 0; i < 20; i++) {
        left += store.find(key("/hot/" + i)).length;
      }
      assertTrue(left >= 18, "left: " + left);
    }
  }

  @Test
  void clearedDistributionDoesNotComeBackAfterACrash() throws IOException {
    Path left = root.resolve("left");
    try (TieredResponseStore store = notSweeping().build()) {
      put(store, key("/a"), body(10, 1));
      store.invalidate(Invalidation.everything(DISTRIBUTION, 0));
      Crash.copy(folder, left);
    }
    try (TieredResponseStore store = open(left)) {
      assertEquals(0, store.statistics().entries());
      assertEquals(0, countFiles(left));
    }
  }

  @Test
  void invalidationBeforeTheFileIsFoundHoldsToo() throws IOException {
    try (TieredResponseStore store = open()) {
      for (int i = 0; i < 2_000; i++) {
        put(store, key("/p" + i), body(10, i));
      }
    }
    Path left = root.resolve("left");
    try (TieredResponseStore store = store(folder).build()) {
      // Whether the rescan has come to them yet or not.
      for (int i = 0; i < 2_000; i += 2) {
        invalidate(store, "/p" + i);
      }
      Crash.copy(folder, left);
      awaitRescan(store);
      assertEquals(1_000, store.statistics().entries());
    }
    try (TieredResponseStore store = open(left)) {
      for (int i = 0; i < 2_000; i++) {
        assertEquals(i % 2, store.find(key("/p" + i)).length, "/p" + i);
      }
    }
  }

  @Test
  void newResponseWinsOverTheFileThatIsFoundLater() throws IOException {
    try (TieredResponseStore store = open()) {
      for (int i = 0; i < 500; i++) {
        put(store, key("/p" + i), body(10, i));
      }
    }
    try (TieredResponseStore store = store(folder).build()) {
      for (int i = 0; i < 500; i++) {
        put(store, key("/p" + i), body(20, i));
      }
      awaitRescan(store);
      for (int i = 0; i < 500; i++) {
        assertEquals(1, store.find(key("/p" + i)).length);
        assertHas(store, "/p" + i, body(20, i));
      }
      assertEquals(500, countFiles(folder));
    }
  }

  @Test
  void stampsGoOnAboveThoseOfTheLastProcess() {
    long last;
    try (TieredResponseStore store = open()) {
      invalidate(store, "/a", "/b*");
      last = store.stamp();
    }
    try (TieredResponseStore store = open()) {
      assertTrue(store.stamp() > last);
    }
  }

  @Test
  void bodiesThatLeftMemoryAreReadFromFilesAndComeBackWhenUsedAgain() {
    try (TieredResponseStore store = store(folder).memoryBytes(2 * MIB).build()) {
      awaitRescan(store);
      for (int i = 0; i < 300; i++) {
        put(store, key("/" + i), body(60_000, i));
      }
      assertEquals(300, store.statistics().entries());
      assertEquals(0, store.statistics().bodiesLost());
      int buffers = store.tiers().buffersInUse();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10; i++) {
          assertHas(store, "/" + i, body(60_000, i));
        }
      }
      StoredResponse used = store.find(key("/3"))[0];
      try (BodyReader reader = store.read(used)) {
        assertNotNull(((Variant) used).content().memory(), "it is in memory again");
        assertNotNull(reader.file(), "and in its file, for who sends files");
        assertEquals(60_000, reader.length());
      }
      assertTrue(store.tiers().buffersInUse() <= buffers + 1);
      try (BodyReader reader = store.read(store.find(key("/20"))[0])) {
        assertNotNull(reader.file(), "it is only in its file");
      }
    }
  }

  @Test
  void readerGoesOnFromTheFileWhenMemoryLosesTheBody() {
    try (TieredResponseStore store = store(folder).memoryBytes(2 * MIB).build()) {
      byte[] bytes = body(256 << 10, 1);
      StoredResponse stored = put(store, key("/a"), bytes);
      try (BodyReader reader = store.read(stored)) {
        assertEquals(bytes[0], reader.at(0).get());
        for (int i = 0; i < 100; i++) {
          put(store, key("/" + i), body(65_536, i));
        }
        assertEquals(bytes[200_000], reader.at(200_000).get());
        assertEquals(bytes[7], reader.at(7).get());
      }
      assertHas(store, "/a", bytes);
    }
  }

  @Test
  void diskIsNeverFullerThanItsBound() throws IOException {
    try (TieredResponseStore store = store(folder).memoryBytes(MIB).diskBytes(4 * MIB).build()) {
      awaitRescan(store);
      assertEquals(MIB, store.maxBodyBytes());
      for (int i = 0; i < 400; i++) {
        ResponseWriter writer = begin(store, key("/" + i), head(), i % 2 == 0 ? -1 : size(i));
        byte[] bytes = body(size(i), i);
        for (int at = 0; at < bytes.length; at += 50_000) {
          writer.write(ByteBuffer.wrap(bytes, at, Math.min(50_000, bytes.length - at)));
          assertTrue(store.statistics().diskBytes() <= 4 * MIB);
        }
        assertNotNull(writer.commit());
        if (i % 50 == 0) {
          assertTrue(allocated(folder) <= 4 * MIB, "allocated " + allocated(folder));
        }
      }
      StoreStatistics end = store.statistics();
      assertEquals(400, end.stored());
      assertTrue(end.diskBytes() > 5 * MIB / 2, end::toString);
      int alive = 0;
      for (int i = 0; i < 400; i++) {
        if (store.find(key("/" + i)).length > 0) {
          assertHas(store, "/" + i, body(size(i), i));
          alive++;
        }
      }
      assertEquals(end.entries(), alive);
    }
  }

  private static int size(int i) {
    return i % 10 == 0 ? 700_000 : (i * 7919) % 30_000;
  }

  @Test
  void lowerBoundAtTheNextStartIsKept() throws IOException {
    try (TieredResponseStore store = open()) {
      for (int i = 0; i < 40; i++) {
        put(store, key("/" + i), body(100_000, i));
      }
    }
    try (TieredResponseStore store = store(folder).diskBytes(2 * MIB).build()) {
      awaitRescan(store);
      assertTrue(store.statistics().diskBytes() <= 2 * MIB);
      assertTrue(allocated(folder) <= 2 * MIB);
      assertTrue(store.statistics().entries() >= 15, store.statistics()::toString);
    }
  }

  @Test
  void bodyBeyondTheDiskIsRefused() {
    try (TieredResponseStore store = store(folder).diskBytes(4 * MIB).memoryBytes(MIB).build()) {
      assertNull(store.begin(key("/a"), head(), MIB + 1, store.stamp()));
      ResponseWriter writer = begin(store, key("/c"), head(), -1);
      assertTrue(writer.write(ByteBuffer.wrap(body(MIB, 1))));
      assertFalse(writer.write(ByteBuffer.wrap(body(1, 1))));
      assertNull(writer.commit());
    }
  }

  @Test
  void responseWhoseFileIsBeingReadIsNotEvictedForRoom() {
    try (TieredResponseStore store = store(folder).memoryBytes(MIB).diskBytes(4 * MIB).build()) {
      awaitRescan(store);
      byte[] bytes = body(900_000, 1);
      StoredResponse read = put(store, key("/read"), bytes);
      try (BodyReader reader = store.read(read)) {
        for (int i = 0; i < 30; i++) {
          put(store, key("/" + i), body(500_000, i));
        }
        assertEquals(1, store.find(key("/read")).length);
        assertEquals(bytes[800_000], reader.at(800_000).get());
      }
    }
  }

  @Test
  void fullDiskLeavesMemoryAndIsTriedAgainAfterAWhile() throws IOException {
    try (TieredResponseStore store = open()) {
      put(store, key("/before"), body(10_000, 1));
      disk.full = true;
      put(store, key("/during"), body(10_000, 2));
      put(store, key("/during2"), body(10_000, 3));
      assertHas(store, "/before", body(10_000, 1));
      assertHas(store, "/during", body(10_000, 2));
      assertNull(store.begin(key("/large"), head(), 12 * MIB, store.stamp()));
      assertEquals(1, store.statistics().diskFailures(), "tried once");

      disk.full = false;
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
      put(store, key("/after"), body(10_000, 4));
      put(store, key("/large"), body(12 * MIB, 5));
      assertEquals(3, countFiles(folder));
    }
    try (TieredResponseStore store = open()) {
      assertEquals(3, store.statistics().entries());
      assertHas(store, "/large", body(12 * MIB, 5));
    }
  }

  @Test
  void diskThatGetsFullDuringAFillLosesOnlyTheFile() throws IOException {
    try (TieredResponseStore store = open()) {
      disk.bytesLeft.set(500_000);
      put(store, key("/fits-memory"), body(2 * MIB, 1));
      assertHas(store, "/fits-memory", body(2 * MIB, 1));
      assertEquals(0, countFiles(folder));
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
      disk.bytesLeft.set(5_000_000);
      ResponseWriter large = begin(store, key("/large"), head(), 12 * MIB);
      assertFalse(large.write(ByteBuffer.wrap(body(12 * MIB, 2))));
      assertNull(large.commit());
      assertEquals(0, countFiles(folder));
    }
  }

  @Test
  void fileThatGetsNoNameStaysInMemoryOrIsNotStored() throws IOException {
    try (TieredResponseStore store = open()) {
      disk.refusesNames = true;
      put(store, key("/a"), body(10_000, 1));
      assertHas(store, "/a", body(10_000, 1));
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
      ResponseWriter large = begin(store, key("/large"), head(), 12 * MIB);
      assertTrue(large.write(ByteBuffer.wrap(body(12 * MIB, 2))));
      assertNull(large.commit());
      assertEquals(0, store.find(key("/large")).length);
      assertEquals(0, countFiles(folder));
    }
  }

  @Test
  void wildcardIsCarriedOutAtOnceWhenItCannotBeWrittenDown() throws IOException {
    Path left = root.resolve("left");
    try (TieredResponseStore store = notSweeping().build()) {
      awaitRescan(store);
      put(store, key("/p/a"), body(10, 1));
      disk.full = true;
      invalidate(store, "/p/*");
      Crash.copy(folder, left);
    }
    disk.full = false;
    try (TieredResponseStore store = open(left)) {
      assertEquals(0, store.find(key("/p/a")).length);
    }
  }

  @Test
  void damagedBodyIsDroppedWhenItIsRead() throws IOException {
    try (TieredResponseStore store = open()) {
      put(store, key("/a"), body(10_000, 1));
      put(store, key("/b"), body(MIB, 2));
    }
    for (Path file : filesIn(folder)) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 500] ^= 1;
      Files.write(file, bytes);
    }
    try (TieredResponseStore store = open()) {
      assertNull(store.read(store.find(key("/a"))[0]));
      assertEquals(0, store.find(key("/a")).length);
      StoredResponse large = store.find(key("/b"))[0];
      try (BodyReader reader = store.read(large)) {
        assertEquals(body(MIB, 2)[3], reader.at(3).get());
        assertNull(reader.at(MIB - 1000));
      }
      assertEquals(0, store.find(key("/b")).length);
      assertEquals(2, store.statistics().filesDiscarded());
      assertEquals(0, countFiles(folder));
      put(store, key("/a"), body(10_000, 3));
      assertHas(store, "/a", body(10_000, 3));
    }
  }

  @Test
  void fileOfASmallAndOfALargeBodyIsOfferedToBeSent() throws IOException {
    try (TieredResponseStore store = store(folder).memoryBytes(MIB).build()) {
      awaitRescan(store);
      byte[] bytes = body(3 * MIB, 1);
      try (BodyReader reader = store.read(put(store, key("/a"), bytes))) {
        Path file = reader.file();
        assertNotNull(file);
        assertEquals(0, reader.fileOffset() % 4096);
        byte[] all = Files.readAllBytes(file);
        assertEquals(
            ByteBuffer.wrap(bytes), ByteBuffer.wrap(all, (int) reader.fileOffset(), bytes.length));
      }
    }
  }

  @Test
  void secondStoreOnTheFolderIsRefused() {
    try (TieredResponseStore store = open()) {
      StoreException refused = assertThrows(StoreException.class, () -> store(folder).build());
      assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
      put(store, key("/a"), body(10, 1));
    }
    open().close();
  }

  @Test
  void tooSmallADiskIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> store(folder).diskBytes(1000).build());
    assertThrows(IllegalArgumentException.class, () -> store(folder).diskBytes(0));
  }

  @Test
  void readerOfAClosedStoreMayFinish() {
    byte[] bytes = body(3 * MIB, 1);
    TieredResponseStore store = store(folder).memoryBytes(MIB).build();
    try (BodyReader reader = store.read(put(store, key("/a"), bytes))) {
      assertEquals(bytes[0], reader.at(0).get());
      store.close();
      assertEquals(bytes[2 * MIB], reader.at(2 * MIB).get());
    }
    try (TieredResponseStore next = open()) {
      assertHas(next, "/a", bytes);
    }
  }

  private TieredResponseStoreBuilder store() {
    return store(folder);
  }

  private TieredResponseStoreBuilder store(Path where) {
    return TieredResponseStore.builder()
        .memoryBytes(64 * MIB)
        .directory(where)
        .diskBytes(64 * MIB)
        .ticker(nanos::get)
        .fileAccess(disk);
  }

  /** Without sweeps, so that what a wildcard covers is only deleted when somebody looks. */
  private TieredResponseStoreBuilder notSweeping() {
    return store(folder)
        .executor(
            task -> {
              throw new RejectedExecutionException("no sweeps");
            });
  }

  private TieredResponseStore open() {
    return open(folder);
  }

  private TieredResponseStore open(Path where) {
    TieredResponseStore store = store(where).build();
    awaitRescan(store);
    return store;
  }

  private static void awaitRescan(ResponseStore store) {
    while (store.statistics().rescanning()) {
      Thread.onSpinWait();
    }
  }

  private static void assertHas(ResponseStore store, String path, byte[] bytes) {
    StoredResponse[] found = store.find(key(path));
    assertEquals(1, found.length, path);
    assertArrayEquals(bytes, readAll(store, found[0]), path);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().matches(".*\\.(edge|part)")).forEach(files::add);
    }
    return files;
  }

  private static int countFiles(Path folder) throws IOException {
    return filesIn(folder).size();
  }

  /** What all files in the folder take, in whole pages. */
  private static long allocated(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .mapToLong(file -> (file.toFile().length() + 4095) / 4096 * 4096)
          .sum();
    }
  }
}

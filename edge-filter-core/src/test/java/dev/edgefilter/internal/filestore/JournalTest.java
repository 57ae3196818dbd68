// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalRecord FIRST = new JournalRecord(1, "E1", 2, "/a/", Long.MIN_VALUE);
  private static final JournalRecord SECOND = new JournalRecord(2, "E1", 2, "/\u00e9\u4e00", 0);
  private static final JournalRecord THIRD = new JournalRecord(3, "E2", 255, "", 1);

  @TempDir private Path folder;

  @Test
  void recordsAreThereAtTheNextOpening() throws IOException {
    try (Journal journal = open()) {
      assertEquals(List.of(), journal.records());
      assertTrue(journal.append(FIRST));
      assertTrue(journal.append(SECOND));
    }
    try (Journal journal = open()) {
      assertEquals(List.of(FIRST, SECOND), journal.records());
      assertTrue(journal.append(THIRD));
    }
    try (Journal journal = open()) {
      assertEquals(List.of(FIRST, SECOND, THIRD), journal.records());
      assertFalse(journal.damaged());
    }
  }

  @Test
  void forgottenOnesAreNotThereAtTheNextOpening() throws IOException {
    try (Journal journal = open()) {
      journal.append(FIRST);
      journal.append(SECOND);
      journal.forget(1);
      journal.append(THIRD);
    }
    try (Journal journal = open()) {
      assertEquals(List.of(SECOND, THIRD), journal.records());
      journal.forget(3);
    }
    try (Journal journal = open()) {
      assertEquals(List.of(), journal.records());
    }
  }

  @Test
  void recordThatWasNotWrittenWholeIsLeftOutAndWrittenOver() throws IOException {
    byte[] before;
    byte[] after;
    Path file = folder.resolve("journal");
    try (Journal journal = open()) {
      journal.append(FIRST);
      before = Files.readAllBytes(file);
      journal.append(SECOND);
      after = Files.readAllBytes(file);
    }
    int from = differs(before, after);
    int to = lastDifference(before, after) + 1;
    for (int length = from; length < to; length++) {
      byte[] torn = before.clone();
      System.arraycopy(after, 0, torn, 0, length);
      Files.write(file, torn);
      try (Journal journal = open()) {
        assertEquals(List.of(FIRST), journal.records(), "torn at " + length);
        journal.append(THIRD);
      }
      try (Journal journal = open()) {
        assertEquals(List.of(FIRST, THIRD), journal.records(), "torn at " + length);
      }
    }
  }

  @Test
  void itGrowsBeyondItsFirstRoomAndRefusesBeyondItsBound() throws IOException {
    String text = "/" + "x".repeat(10_000);
    int kept = 0;
    try (Journal journal = open()) {
      while (journal.append(new JournalRecord(kept, "E1", 1, text, 0))) {
        kept++;
      }
      assertTrue(Files.size(folder.resolve("journal")) <= 4 << 20);
      assertTrue(kept > 400, "kept " + kept);
    }
    try (Journal journal = open()) {
      assertEquals(kept, journal.records().size());
    }
  }

  private Journal open() throws IOException {
    return Journal.open(folder, FileAccess.disk());
  }

  private static int differs(byte[] one, byte[] other) {
    int i = 0;
    while (one[i] == other[i]) {
      i++;
    }
    return i;
  }

  private static int lastDifference(byte[] one, byte[] other) {
    int i = one.length - 1;
    while (one[i] == other[i]) {
      i--;
    }
    return i;
  }
}

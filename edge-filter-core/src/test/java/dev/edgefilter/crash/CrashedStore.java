// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.crash;

import dev.edgefilter.internal.store.TieredResponseStore;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoredResponse;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The process that is killed: shows what it found, then stores, refreshes and invalidates, and says
 * of each change when it begins and when it is done.
 *
 * <p>Each line is handed to the system before the next step, so that the one who kills knows what
 * had been begun and what was done. A group of keys belongs to one thread.
 */
final class CrashedStore {
  private static final int THREADS = 4;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final ResponseStore store;
  private final long seed;

  private CrashedStore(ResponseStore store, long seed) {
    this.store = store;
    this.seed = seed;
  }

  /** Takes the folder, the bound of the disk in bytes, a seed, and whether to begin at once. */
  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    ResponseStore store =
        TieredResponseStore.builder()
            .memoryBytes(8 << 20)
            .directory(Path.of(args[0]))
            .diskBytes(Long.parseLong(args[1]))
            .ticker(System::nanoTime)
            .build();
    CrashedStore crashed = new CrashedStore(store, Long.parseLong(args[2]));
    crashed.awaitMemory();
    if (!Boolean.parseBoolean(args[3])) {
      crashed.show();
    }
    crashed.say("ready");
    crashed.work();
  }

  /** The memory is opened beside the rest; the changes that count begin when it is there. */
  private void awaitMemory() throws IOException {
    ResponseWriter writer =
        store.begin(CrashData.key(0), CrashData.head(0, 0), 1_000, store.stamp());
    if (writer != null) {
      writer.write(ByteBuffer.allocate(1_000));
      writer.abandon();
    }
  }

  /** Says of each key what is found: its version and refresh, or nothing. */
  private void show() throws IOException {
    while (store.statistics().rescanning()) {
      Thread.onSpinWait();
    }
    for (int key = 0; key < CrashData.KEYS; key++) {
      StoredResponse[] found = store.find(CrashData.key(key));
      if (found.length > 1) {
        say("wrong " + key + " has " + found.length + " responses");
      }
      for (StoredResponse stored : found) {
        show(key, stored);
      }
    }
    say("shown " + store.statistics().filesDiscarded());
  }

  private void show(int key, StoredResponse stored) throws IOException {
    long version = CrashData.version(stored.head());
    byte[] expected = CrashData.body(key, version);
    try (BodyReader reader = store.read(stored)) {
      if (reader == null || reader.length() != expected.length) {
        say("wrong " + key + " has no body, or one of another length");
        return;
      }
      int position = 0;
      while (position < expected.length) {
        ByteBuffer bytes = reader.at(position);
        int count = bytes == null ? 0 : bytes.remaining();
        if (bytes == null || !bytes.equals(ByteBuffer.wrap(expected, position, count))) {
          say("wrong " + key + " has wrong bytes from " + position);
          return;
        }
        position += count;
      }
    }
    say("found " + key + " " + version + " " + CrashData.refreshed(stored.head()));
  }

  private void work() {
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      new Thread(() -> work(thread, new Random(seed + thread)), "work-" + i).start();
    }
  }

  private void work(int thread, Random random) {
    try {
      while (true) {
        int group = thread + THREADS * random.nextInt(CrashData.GROUPS / THREADS);
        int key = group * CrashData.KEYS_PER_GROUP + random.nextInt(CrashData.KEYS_PER_GROUP);
        int dice = random.nextInt(100);
        if (dice < 60) {
          fill(key, Math.abs(random.nextLong() >>> 1), random);
        } else if (dice < 85) {
          refresh(key, random.nextInt(1 << 30));
        } else if (dice < 97) {
          invalidate("exact", key, CrashData.key(key).path());
        } else {
          invalidate("prefix", group, CrashData.prefix(group) + "*");
        }
      }
    } catch (IOException e) {
      // The one who listened is gone.
      Runtime.getRuntime().halt(1);
    }
  }

  private void fill(int key, long version, Random random) throws IOException {
    byte[] body = CrashData.body(key, version);
    int expected = random.nextBoolean() ? body.length : -1;
    say("fill " + key + " " + version);
    ResponseWriter writer =
        store.begin(CrashData.key(key), CrashData.head(version, 0), expected, store.stamp());
    if (writer == null) {
      say("refused " + key);
      return;
    }
    for (int at = 0; at < body.length; at += 30_000) {
      writer.write(ByteBuffer.wrap(body, at, Math.min(30_000, body.length - at)));
    }
    say((writer.commit() == null ? "refused " : "filled ") + key);
  }

  private void refresh(int key, long refreshed) throws IOException {
    StoredResponse[] found = store.find(CrashData.key(key));
    if (found.length == 1) {
      long version = CrashData.version(found[0].head());
      say("refresh " + key + " " + version + " " + refreshed);
      boolean done = store.refresh(found[0], CrashData.head(version, refreshed), store.stamp());
      say((done ? "refreshed " : "unrefreshed ") + key);
    }
  }

  private void invalidate(String kind, int number, String path) throws IOException {
    say(kind + " " + number);
    store.invalidate(Invalidation.of(CrashData.DISTRIBUTION, List.of(path), false, 0));
    say(kind + "-done " + number);
  }

  private void say(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}

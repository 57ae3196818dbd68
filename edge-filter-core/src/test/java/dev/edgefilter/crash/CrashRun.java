// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts a storing process again and again on one folder, and kills it at random moments. */
final class CrashRun {
  private static final long WITHOUT_EVICTION_BYTES = 1L << 30;

  private final Path folder;
  private final long diskBytes;
  private final Random random;
  private final CrashBook book;

  CrashRun(Path folder, long diskBytes, long seed) {
    this.folder = folder;
    this.diskBytes = diskBytes;
    this.random = new Random(seed);
    this.book = new CrashBook(diskBytes < WITHOUT_EVICTION_BYTES);
  }

  /** Takes a folder, the number of kills, a seed, and the bound of the disk in MiB. */
  public static void main(String[] args) throws Exception {
    int kills = Integer.parseInt(args[1]);
    CrashRun run =
        new CrashRun(Path.of(args[0]), Long.parseLong(args[3]) << 20, Long.parseLong(args[2]));
    int killed = 0;
    while (killed < kills && run.book.wrongs().isEmpty()) {
      run.killOnce();
      killed++;
      if (killed % 20 == 0) {
        System.out.println(killed + " kills: " + run.told());
      }
    }
    run.lookOnce();
    System.out.println("crash: " + killed + " kills, " + run.told());
    System.exit(run.book.wrongs().isEmpty() ? 0 : 1);
  }

  CrashBook book() {
    return book;
  }

  /** One process from its start to its death, which sometimes comes before it has seen all. */
  void killOnce() throws IOException, InterruptedException {
    boolean atOnce = random.nextInt(4) == 0;
    boolean early = random.nextInt(10) == 0;
    Process process = start(atOnce);
    CountDownLatch ready = new CountDownLatch(early ? 0 : 1);
    Thread reader = new Thread(() -> read(process, ready), "reader");
    reader.start();
    ready.await();
    int millis = early ? 100 + random.nextInt(300) : random.nextInt(500);
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    // Not by the process itself, which would throw away what was said and is not read yet.
    process.toHandle().destroyForcibly();
    reader.join();
    book.endOfProcess();
  }

  /** Looks at what the last one has left. */
  void lookOnce() throws IOException, InterruptedException {
    Process process = start(false);
    CountDownLatch ready = new CountDownLatch(1);
    Thread reader = new Thread(() -> read(process, ready), "reader");
    reader.start();
    ready.await();
    process.toHandle().destroyForcibly();
    reader.join();
  }

  /** Reads to the end, so that the process never waits. */
  private void read(Process process, CountDownLatch ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = lines.readLine();
      while (line != null) {
        book.read(line);
        if (line.equals("ready")) {
          ready.countDown();
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      book.read("wrong " + e);
    } finally {
      ready.countDown();
    }
  }

  private String told() {
    return book.changes()
        + " changes, "
        + book.checked()
        + " responses checked, wrong: "
        + book.wrongs();
  }

  private Process start(boolean atOnce) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            CrashedStore.class.getName(),
            folder.toString(),
            Long.toString(diskBytes),
            Long.toString(random.nextLong()),
            Boolean.toString(atOnce))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}

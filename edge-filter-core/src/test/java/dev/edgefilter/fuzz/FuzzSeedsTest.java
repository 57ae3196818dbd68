// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seeds of the fuzzer, and small changes of them, are plain tests. */
class FuzzSeedsTest {
  private static final int CHANGES_OF_EACH = 400;

  /** What is fuzzed, by the folder of its seeds. */
  enum Target {
    POLICY(PolicyFuzz::fuzzerTestOneInput),
    COOKIE(CookieFuzz::fuzzerTestOneInput),
    TOKEN(TokenFuzz::fuzzerTestOneInput),
    PATH(PathFuzz::fuzzerTestOneInput),
    RANGE(RangeFuzz::fuzzerTestOneInput),
    CONFIG(ConfigFuzz::fuzzerTestOneInput),
    REQUEST(RequestFuzz::fuzzerTestOneInput);

    private final Consumer<byte[]> code;

    Target(Consumer<byte[]> code) {
      this.code = code;
    }
  }

  @ParameterizedTest
  @EnumSource
  void seedsAndTheirChangesPass(Target target) throws IOException {
    Path folder = Path.of("src/test/resources/fuzz", target.name().toLowerCase(Locale.ROOT));
    List<Path> seeds;
    try (Stream<Path> files = Files.list(folder)) {
      seeds = files.sorted().toList();
    }
    assertFalse(seeds.isEmpty());
    Random random = new Random(17);
    for (Path seed : seeds) {
      byte[] bytes = Files.readAllBytes(seed);
      target.code.accept(bytes);
      for (int i = 0; i < CHANGES_OF_EACH; i++) {
        target.code.accept(changed(bytes, random));
      }
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = changed.length == 0 ? 0 : random.nextInt(changed.length);
      switch (random.nextInt(3)) {
        case 0 -> changed = Arrays.copyOf(changed, at);
        case 1 -> {
          if (changed.length > 0) {
            changed[at] = (byte) random.nextInt(256);
          }
        }
        default -> {
          byte[] twice = Arrays.copyOf(changed, changed.length + changed.length - at);
          System.arraycopy(changed, at, twice, changed.length, changed.length - at);
          changed = twice;
        }
      }
    }
    return changed;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few kills for every build; {@code src/bench/crash} does hundreds. */
@Timeout(300)
class CrashTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} MiB")
  @ValueSource(longs = {4096, 24})
  void killedProcessLeavesNoWrongByteAndLosesNothingThatWasComplete(long diskMebibytes)
      throws Exception {
    CrashRun run = new CrashRun(folder, diskMebibytes << 20, 1);
    for (int i = 0; i < 4; i++) {
      run.killOnce();
      assertEquals(List.of(), run.book().wrongs());
    }
    run.lookOnce();
    assertEquals(List.of(), run.book().wrongs());
    assertTrue(run.book().checked() > 0, "nothing was checked");
  }
}

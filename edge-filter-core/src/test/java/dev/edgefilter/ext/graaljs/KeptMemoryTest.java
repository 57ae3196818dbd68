// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No function fills the memory little by little. */
final class KeptMemoryTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  /** Each keeps 100 KB with what all calls share, where no other call can see it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Own extends (function (o) { return o; }) { #kept = big; } new Own(Object.prototype);",
        "var map = new WeakMap(); map.set(Object.prototype, {map: map, big: big});",
        "var map = new WeakMap(); map.set(Symbol.iterator, {map: map, big: big});",
        "(function (s) { var map = new WeakMap(); map.set(s, {map: map, big: big}); })`x`;",
        "var set = new WeakSet(); set.big = [big, set]; set.add(Array);",
        "Symbol.for(big);"
      })
  void nothingIsKeptThatFillsTheMemoryCallByCall(String deed) throws Exception {
    scripts.limits(limits -> limits.withCpu(Duration.ofSeconds(2)));
    LoadedFunction function =
        scripts.load(
            "function handler(e) { var big = Math.random() + 'x'.repeat(100000); "
                + deed
                + " return e.request; }");
    for (int i = 0; i < 20; i++) {
      scripts.request(function, ScriptRunner.REQUEST);
    }
    long before = used();
    for (int i = 0; i < 1500; i++) {
      scripts.request(function, ScriptRunner.REQUEST);
    }
    long kept = used() - before;
    assertTrue(kept < 80_000_000, () -> kept + " bytes kept of 1500 calls");
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

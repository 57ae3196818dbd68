// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The first call of a JavaScript function after it was deployed; run it with one fork each. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class FirstCallBenchmark {
  private final EdgeEvent event = FunctionBenchmark.pageEvent();
  private LoadedFunction fresh;

  /** Loads the function anew, which also warms it. */
  @Setup(Level.Invocation)
  public void deploy() throws Exception {
    fresh = FunctionBenchmark.function("single-page-app");
  }

  @TearDown(Level.Invocation)
  public void replace() {
    fresh.close();
  }

  @Benchmark
  public FunctionResult first() throws Exception {
    return fresh.run(event);
  }
}

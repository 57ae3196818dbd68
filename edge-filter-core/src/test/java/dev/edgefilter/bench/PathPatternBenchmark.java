// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.internal.plan.PathPattern;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finds the cache behavior of a path among twenty. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class PathPatternBenchmark {
  private static final String[] PATTERNS = {
    "/static/*",
    "/img/*",
    "/fonts/*",
    "*.css",
    "*.js",
    "*.jpg",
    "*.png",
    "*.woff2",
    "/api/v1/*",
    "/api/v2/*/items/*",
    "/login",
    "/logout",
    "/health",
    "/downloads/*.zip",
    "/video/*/seg-????.ts",
    "/video/*/*.m3u8",
    "/search*",
    "/admin/*",
    "/feed.xml",
    "*/print"
  };

  /** A path taken by the first pattern, by a late one, and by none. */
  @Param({"/static/app.css", "/video/4711/index.m3u8", "/articles/2025/06/a-long-title-of-a-page"})
  public String path;

  private final PathPattern[] patterns = new PathPattern[PATTERNS.length];

  /** Compiles the patterns. */
  public PathPatternBenchmark() {
    for (int i = 0; i < PATTERNS.length; i++) {
      patterns[i] = new PathPattern(PATTERNS[i]);
    }
  }

  @Benchmark
  public int matchTwentyPatterns() {
    for (int i = 0; i < patterns.length; i++) {
      if (patterns[i].matches(path)) {
        return i;
      }
    }
    return patterns.length;
  }
}

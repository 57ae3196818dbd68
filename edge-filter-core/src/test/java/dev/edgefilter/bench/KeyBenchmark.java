// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.ManagedPolicies;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.cache.KeyRule;
import dev.edgefilter.store.CacheKey;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Builds the cache key of a browser's request, with little and with much in it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class KeyBenchmark {
  /** Path and Accept-Encoding only; all query strings and cookies and four headers. */
  @Param({"Managed-CachingOptimized", "UseOriginCacheControlHeaders-QueryStrings"})
  public String policy;

  private KeyRule rule;
  private RequestHead request;

  /** Compiles the rule. */
  @Setup
  public void compile() {
    CachePolicyConfig config = Objects.requireNonNull(ManagedPolicies.cachePolicy(policy));
    rule = new KeyRule("E2EXAMPLE", config, Set.of(), Set.of(), false);
    request = BenchData.request("https://www.example.com/articles/2025/06/title?page=2&sort=new");
  }

  @Benchmark
  public CacheKey build() {
    return rule.key(request, request.path(), request.query());
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.explain.Explanation;
import dev.edgefilter.explain.Reason;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.store.StoredSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Assertions about what a viewer got. Each returns itself; one that fails shows every decision and
 * what {@code explain} says.
 */
public final class EdgeResponseAssert {

  private static final String KEY = "Cache key";

  private final EdgeResponse response;

  EdgeResponseAssert(EdgeResponse response) {
    this.response = Objects.requireNonNull(response, "response");
  }

  /** It came from the store. */
  public EdgeResponseAssert isHit() {
    return result(ResultType.HIT);
  }

  /** The origin was asked. */
  public EdgeResponseAssert isMiss() {
    return result(ResultType.MISS);
  }

  /** The origin confirmed what is stored. */
  public EdgeResponseAssert isRefreshHit() {
    return result(ResultType.REFRESH_HIT);
  }

  /** It is an error, of the origin or of the edge. */
  public EdgeResponseAssert isError() {
    return result(ResultType.ERROR);
  }

  /** The origin was asked, and the reason that no stored response answered has this token. */
  public EdgeResponseAssert isMissBecause(String token) {
    isMiss();
    return decided(Step.REUSE, token);
  }

  /** It was turned away with a 403, for a reason with this token. */
  public EdgeResponseAssert isForbiddenBecause(String token) {
    hasStatus(403);
    return decided(Step.ACCESS, token);
  }

  /** It was stored. */
  public EdgeResponseAssert isStored() {
    return decided(Step.STORAGE, "stored");
  }

  /** It was not stored, for a reason with this token. */
  public EdgeResponseAssert isNotStoredBecause(String token) {
    return decided(Step.STORAGE, token);
  }

  /** A step decided for a reason with this token. */
  public EdgeResponseAssert decided(Step step, String token) {
    Reason reason = response.record().trace().reason(step);
    String found = reason == null ? "nothing was decided" : reason.token();
    return check(token.equals(found), step + " because of " + token, found);
  }

  /** The cache behavior with this path pattern answered; {@code *} for the default one. */
  public EdgeResponseAssert usedBehavior(String pathPattern) {
    String found = response.record().behavior();
    return check(pathPattern.equals(found), "the behavior " + pathPattern, found);
  }

  /** The distribution with this id answered. */
  public EdgeResponseAssert usedDistribution(String id) {
    String found = response.record().distributionId();
    return check(id.equals(found), "the distribution " + id, found);
  }

  /**
   * The cache key consists of these parts, each {@code label=value} as {@code explain} prints them
   * under <i>Cache key</i>, in any order; parts that are always there may be left out.
   */
  public EdgeResponseAssert hasCacheKey(String... parts) {
    List<String> found = new ArrayList<>();
    for (Explanation.Section section : response.explanation().sections()) {
      if (section.title().equals(KEY)) {
        collect(section.lines(), found);
      }
    }
    for (String part : parts) {
      check(found.contains(part), "the part " + part + " in the cache key", found.toString());
    }
    return this;
  }

  private static void collect(List<Explanation.Line> lines, List<String> found) {
    for (Explanation.Line line : lines) {
      found.add(line.label() + '=' + line.value());
      collect(line.lines(), found);
    }
  }

  /** What is stored for it is fresh for so long from now on. */
  public EdgeResponseAssert wouldExpireIn(Duration time) {
    List<Duration> found = new ArrayList<>();
    for (StoredSummary stored : response.stored()) {
      found.add(Duration.ofMillis(stored.expiresAtMillis() - response.millis()));
    }
    return check(
        found.contains(time), "something stored that expires in " + time, found.toString());
  }

  /** It has this status. */
  public EdgeResponseAssert hasStatus(int status) {
    return check(response.status() == status, "status " + status, "status " + response.status());
  }

  /** It has a header with this value. */
  public EdgeResponseAssert hasHeader(String name, String value) {
    List<String> found = response.headers().all(name);
    return check(found.contains(value), name + ": " + value, found.toString());
  }

  /** It does not have this header. */
  public EdgeResponseAssert hasNoHeader(String name) {
    List<String> found = response.headers().all(name);
    return check(found.isEmpty(), "no header " + name, found.toString());
  }

  /** It has this body. */
  public EdgeResponseAssert hasBody(String body) {
    return check(response.body().equals(body), '"' + body + '"', '"' + response.body() + '"');
  }

  private EdgeResponseAssert result(ResultType expected) {
    ResultType found = response.record().finalResult();
    return check(found == expected, expected.token(), found.token());
  }

  private EdgeResponseAssert check(boolean holds, String expected, String found) {
    if (!holds) {
      throw new AssertionError(
          "expected " + expected + "; found " + found + "\n  " + response.describe());
    }
    return this;
  }
}

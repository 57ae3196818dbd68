// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import java.util.function.UnaryOperator;

/**
 * Asks for the same URL as two viewers, and fails when the second is given what was made for the
 * first.
 *
 * <p>What the second must get is found out by asking once more past everything that is stored. For
 * that, an origin has to answer each identity in its own way, and always in the same.
 */
public final class LeakDetector {

  private final EdgeClient edge;
  private UnaryOperator<EdgeRequest> first = request -> request;
  private UnaryOperator<EdgeRequest> second = request -> request;

  LeakDetector(EdgeClient edge) {
    this.edge = edge;
  }

  /** Says how the two identify themselves, such as {@code request -> request.cookie("user=1")}. */
  public LeakDetector between(
      UnaryOperator<EdgeRequest> oneViewer, UnaryOperator<EdgeRequest> anotherViewer) {
    first = oneViewer;
    second = anotherViewer;
    return this;
  }

  /**
   * Asks.
   *
   * @throws AssertionError when the second viewer got what only the first may see
   */
  public void assertNoneAt(String... urls) {
    for (String url : urls) {
      check(url);
    }
  }

  private void check(String url) {
    edge.invalidate("/*");
    EdgeResponse own = second.apply(edge.get(url)).send();
    edge.invalidate("/*");
    EdgeResponse ofFirst = first.apply(edge.get(url)).send();
    EdgeResponse shared = second.apply(edge.get(url)).send();
    edge.invalidate("/*");
    boolean same = shared.body().equals(own.body()) && shared.status() == own.status();
    boolean cookieOfFirst =
        !ofFirst.header("Set-Cookie").isEmpty()
            && shared.header("Set-Cookie").equals(ofFirst.header("Set-Cookie"))
            && !own.header("Set-Cookie").equals(ofFirst.header("Set-Cookie"));
    if (same && !cookieOfFirst) {
      return;
    }
    throw new AssertionError(
        "a viewer got what was made for another one at "
            + url
            + (same
                ? ": the Set-Cookie \"" + shared.header("Set-Cookie") + '"'
                : bodies(own, shared))
            + "\n  Make what tells them apart part of the cache key, or keep it out of the cache.\n"
            + shared.describe());
  }

  private static String bodies(EdgeResponse own, EdgeResponse shared) {
    return ":\n  expected " + brief(own) + "\n  but got  " + brief(shared);
  }

  private static String brief(EdgeResponse response) {
    String body = response.body();
    return response.status() + " \"" + (body.length() > 80 ? body.substring(0, 80) : body) + '"';
  }
}

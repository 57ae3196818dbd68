// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

/** Where assertions about edges begin. */
public final class EdgeAssertions {

  private EdgeAssertions() {}

  /** Begins assertions about what a viewer got. */
  public static EdgeResponseAssert assertThat(EdgeResponse response) {
    return new EdgeResponseAssert(response);
  }
}

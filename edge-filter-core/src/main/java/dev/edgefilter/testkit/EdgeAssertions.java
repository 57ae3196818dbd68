// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.LintFinding;
import java.util.List;

/** Where assertions about edges begin. */
public final class EdgeAssertions {

  private EdgeAssertions() {}

  /** Begins assertions about what a viewer got. */
  public static EdgeResponseAssert assertThat(EdgeResponse response) {
    return new EdgeResponseAssert(response);
  }

  /**
   * Fails when the linter finds something in a configuration.
   *
   * @param accepted the tokens of rules whose findings are meant
   */
  public static void assertNoFindings(EdgeConfig config, String... accepted) {
    List<String> meant = List.of(accepted);
    StringBuilder found = new StringBuilder();
    for (LintFinding finding : config.lint()) {
      if (!meant.contains(finding.rule())) {
        found.append("\n  ").append(finding);
      }
    }
    if (found.length() > 0) {
      throw new AssertionError("the linter found:" + found);
    }
  }
}

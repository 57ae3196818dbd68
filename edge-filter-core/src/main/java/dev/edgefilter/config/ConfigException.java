// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;

/** Thrown when a configuration cannot be used; carries all its problems, not only the first. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /** Lists {@code problems}, at least one, in the message. */
  public ConfigException(List<ConfigProblem> problems) {
    super(describe(problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the files and lines. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String describe(List<ConfigProblem> problems) {
    StringBuilder text = new StringBuilder();
    text.append(problems.size());
    text.append(problems.size() == 1 ? " problem" : " problems").append(" in the configuration:");
    for (ConfigProblem problem : problems) {
      text.append("\n  ").append(problem);
    }
    return text.toString();
  }
}

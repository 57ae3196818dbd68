// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/**
 * One thing that is wrong with a configuration: where, what was found, what was expected, and what
 * to do.
 *
 * @param source the file it stands in; empty for a configuration built in code
 * @param line its line, from 1; 0 when it has no position
 * @param column its column, from 1; 0 when it has no position
 * @param place the setting, such as {@code cacheBehaviors[2].pathPattern}; empty for the whole file
 * @param message what was found, what was expected, and what to do
 */
public record ConfigProblem(String source, int line, int column, String place, String message) {
  /** A problem of a configuration built in code. */
  public static ConfigProblem inCode(String place, String message) {
    return new ConfigProblem("", 0, 0, place, message);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(source);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    if (!place.isEmpty()) {
      text.append(text.length() == 0 ? "" : " ").append(place);
    }
    return text.append(text.length() == 0 ? "" : ": ").append(message).toString();
  }
}

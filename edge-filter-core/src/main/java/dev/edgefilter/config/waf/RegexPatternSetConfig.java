// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.List;
import java.util.Objects;

/**
 * A list of regular expressions.
 *
 * @param id its id
 * @param name its name
 * @param arn its ARN, may be empty
 * @param patterns the expressions, at most ten, in the syntax of RE2
 */
public record RegexPatternSetConfig(String id, String name, String arn, List<String> patterns) {
  /** Copies the list. */
  public RegexPatternSetConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arn, "arn");
    patterns = List.copyOf(patterns);
  }

  /** A set whose id is its name. */
  public static RegexPatternSetConfig of(String name, String... patterns) {
    return new RegexPatternSetConfig(name, name, "", List.of(patterns));
  }
}

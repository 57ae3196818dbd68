// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which functions may ask for the body in a configuration that is written in Java. */
final class IncludeBodyTest {

  @ParameterizedTest
  @EnumSource
  void onlyARequestHasABodyToInclude(FunctionEvent event) {
    List<String> expected =
        event.onRequest()
            ? List.of()
            : List.of("found IncludeBody for " + event.token() + "; expected it on requests only");
    assertEquals(expected, problems(event));
  }

  private static List<String> problems(FunctionEvent event) {
    try {
      Distribution.builder()
          .id("E1")
          .origin(OriginConfig.self("app"))
          .defaultBehavior(b -> b.lambdaFunction(event, "f", true))
          .build();
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(ConfigProblem::message).toList();
    }
  }
}

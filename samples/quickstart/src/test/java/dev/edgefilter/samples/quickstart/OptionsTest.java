// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line. */
class OptionsTest {
  @Test
  void nothingGivenMeansTheDefaults() {
    assertEquals(new Options(8080, 8081, 200_000_000, List.of()), Options.parse());
  }

  @Test
  void operatorsPortFollowsTheViewersPort() {
    assertEquals(9001, Options.parse("--port", "9000").operatorPort());
    assertEquals(7000, Options.parse("--port", "9000", "--operator-port", "7000").operatorPort());
    assertEquals(0, Options.parse("--port", "0").operatorPort());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          --port, 65536
          --port, -1
          --port, x
          --operator-port, ''
          --download-mb, 4001
          """)
  void wrongNumberIsNamed(String option, String value) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Options.parse(option, value));
    assertTrue(refused.getMessage().startsWith(option + " \"" + value + "\""));
  }

  @Test
  void unknownOptionShowsTheUsage() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Options.parse("--help"));
    assertTrue(refused.getMessage().startsWith("Usage:"));
  }
}

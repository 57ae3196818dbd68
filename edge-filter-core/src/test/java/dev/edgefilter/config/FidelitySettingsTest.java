// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FidelitySettingsTest {

  private static final FidelitySwitch HSTS = FidelitySwitch.HSTS_ON_HTTP;

  private static boolean on(String settings, String id, String pattern) {
    FidelitySettings read = FidelitySettings.parse(settings);
    return read.of(read.of(id), id, pattern).on(HSTS);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          safe                                        | E1 | /a   | false
          cloudfront                                  | E1 | /a   | true
          safe, hsts-on-http=on                       | E1 | /a   | true
          cloudfront, hsts-on-http=off                | E1 | /a   | false
          hsts-on-http = on                           | E1 | /a   | true
          E1: cloudfront                              | E1 | /a   | true
          E1: cloudfront                              | E2 | /a   | false
          E1: cloudfront, hsts-on-http=off            | E1 | /a   | false
          E1: hsts-on-http=off, cloudfront            | E1 | /a   | true
          cloudfront; E1 /a: safe                     | E1 | /a   | false
          cloudfront; E1 /a: safe                     | E1 | /b   | true
          cloudfront; E1 a: safe                      | E1 | /a   | false
          cloudfront; E1 *: hsts-on-http=off          | E1 | *    | false
          cloudfront; E1 *: hsts-on-http=off          | E1 | /a   | true
          E1 /a: hsts-on-http=on; E1: cloudfront, hsts-on-http=off | E1 | /a | true
          E1: hsts-on-http=on; hsts-on-http=off       | E1 | /a   | true
          E1 /@x:y*: hsts-on-http=on                  | E1 | /@x:y* | true
          ; safe ;;                                   | E1 | /a   | false
          """)
  void theNarrowestChangeCounts(String settings, String id, String pattern, boolean on) {
    assertEquals(on, on(settings, id, pattern));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strict              | "strict"
          E1: SAFE            | "SAFE"
          hsts-on-htpp=on     | did you mean "hsts-on-http"?
          hsts-on-http=yes    | expected on or off
          hsts-on-http        | expected safe, standard, cloudfront, or a switch
          """)
  void whatIsNoSettingIsRefused(String settings, String named) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> FidelitySettings.parse(settings));
    assertTrue(String.valueOf(refused.getMessage()).contains(named), refused::getMessage);
  }

  @Test
  void settingsInCodeAreThoseOfTheText() {
    assertEquals(
        FidelitySettings.parse("standard, hsts-on-http=on; E1: safe; E1 /a: vary-selects=off"),
        FidelitySettings.of(Fidelity.STANDARD)
            .with(HSTS, true)
            .with("E1", "", Fidelity.SAFE)
            .with("E1", "/a", FidelitySwitch.VARY_SELECTS, false));
  }

  @Test
  void changesOfWhatIsNotThereAreProblems() {
    EdgeConfig config =
        EdgeConfig.of(
            Distribution.builder()
                .id("E1")
                .origin(OriginConfig.self("app"))
                .behavior("/a", b -> {})
                .build());
    FidelitySettings settings =
        FidelitySettings.parse("E1: safe; E1 a: safe; E1 *: safe; E2: safe; E1 /b: safe");

    List<String> found = settings.dangling(config);

    assertEquals(2, found.size(), found::toString);
    assertTrue(found.get(0).startsWith("names the distribution \"E2\","), found::toString);
    assertTrue(found.get(1).contains("cache behavior \"/b\""), found::toString);
    assertTrue(
        FidelitySettings.parse("E1 /a: ambiguous-paths-refused=off")
            .dangling(config)
            .get(0)
            .contains("set it for the distribution"));
  }
}

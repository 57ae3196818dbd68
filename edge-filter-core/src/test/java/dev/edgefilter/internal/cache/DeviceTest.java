// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          desktop Chrome  | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 | desktop
          desktop Safari  | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15 | desktop
          curl            | curl/8.8.0 | desktop
          no header       | none | desktop
          iPhone          | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1 | ios mobile
          iPad            | Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1 | ios mobile tablet
          Android phone   | Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36 | android mobile
          Android tablet  | Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 | android tablet
          Android TV      | Mozilla/5.0 (Linux; Android 12; BRAVIA 4K) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 | android smarttv
          Kindle          | Mozilla/5.0 (Linux; U; en-us; KFAPWI) AppleWebKit/535.19 Silk/3.13 Safari/535.19 | tablet
          Samsung TV      | Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 SamsungBrowser/2.2 TV Safari/537.36 | smarttv
          LG TV           | Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 Chrome/94.0.4606.128 Safari/537.36 | smarttv
          Roku            | Roku/DVP-12.5 (12.5.0.4178-88) | smarttv
          Windows Phone   | Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) Mobile Safari/537.36 | android mobile
          Firefox phone   | Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0 | android mobile
          Firefox tablet  | Mozilla/5.0 (Android 14; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0 | android tablet
          """)
  void kindsAreGuessedFromTokens(String name, String agent, String kinds) {
    Device device = Device.of(agent);
    List<String> found = new ArrayList<>();
    add(found, device.android(), "android");
    add(found, device.desktop(), "desktop");
    add(found, device.ios(), "ios");
    add(found, device.mobile(), "mobile");
    add(found, device.smartTv(), "smarttv");
    add(found, device.tablet(), "tablet");
    assertEquals(kinds, String.join(" ", found));
  }

  private static void add(List<String> found, boolean is, String kind) {
    if (is) {
      found.add(kind);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on fidelity says of a switch is so. */
class FidelityPageTest {

  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| (on|off) \\| (on|off) \\| (on|off) \\|.*");

  @Test
  void everyRowIsTrue() throws IOException {
    List<String> told = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("../src/site/markdown/fidelity.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        told.add(row.group(1) + ' ' + row.group(2) + ' ' + row.group(3) + ' ' + row.group(4));
      }
    }
    List<String> so = new ArrayList<>();
    for (FidelitySwitch each : FidelitySwitch.values()) {
      so.add(
          each.token()
              + on(each, Fidelity.SAFE)
              + on(each, Fidelity.STANDARD)
              + on(each, Fidelity.CLOUDFRONT));
    }

    assertTrue(told.size() > 20, "only " + told);
    told.removeAll(so);
    assertEquals(List.of(), told, "not so, or no longer there");
  }

  private static String on(FidelitySwitch each, Fidelity fidelity) {
    return each.isOnIn(fidelity) ? " on" : " off";
  }
}

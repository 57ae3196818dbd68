// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.EdgeConfigReader;
import java.nio.charset.StandardCharsets;

/** A configuration is read, or has problems; nothing else happens. */
public final class ConfigFuzz {
  private ConfigFuzz() {}

  /** Reads the data as a file. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      EdgeConfigReader.readJson("fuzz.json", new String(data, StandardCharsets.UTF_8));
    } catch (ConfigException e) {
      if (e.problems().isEmpty()) {
        throw new IllegalStateException("no problem is told", e);
      }
    }
  }
}

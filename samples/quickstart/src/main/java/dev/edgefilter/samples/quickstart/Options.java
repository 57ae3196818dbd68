// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says.
 *
 * @param port the viewers' port on the loopback address; 0 for a free one
 * @param operatorPort the operator's port on the loopback address; 0 for a free one
 * @param downloadBytes the size of the protected download
 * @param configFiles the configuration in CloudFront's JSON; empty for the one in code
 */
record Options(int port, int operatorPort, long downloadBytes, List<Path> configFiles) {
  private static final String USAGE =
      """
      Usage: java -jar quickstart.jar [options]
        --port N           the viewers' port on the loopback address (8080); 0 for a free one
        --operator-port N  the operator's port (the next one)
        --download-mb N    the size of the protected download in megabytes (200)
        --config FILE      read CloudFront's JSON in place of the configuration in code; repeats
      """;
  private static final long MEGABYTE = 1_000_000;

  static Options parse(String... args) {
    int port = 8080;
    int operatorPort = -1;
    long downloadMegabytes = 200;
    List<Path> configFiles = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i]) {
        case "--port" -> port = number(args[i], value, 65_535);
        case "--operator-port" -> operatorPort = number(args[i], value, 65_535);
        case "--download-mb" -> downloadMegabytes = number(args[i], value, 4_000);
        case "--config" -> configFiles.add(Path.of(value));
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    if (operatorPort < 0) {
      operatorPort = port == 0 ? 0 : port + 1;
    }
    return new Options(port, operatorPort, downloadMegabytes * MEGABYTE, configFiles);
  }

  private static int number(String option, String value, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number out of range is.
    }
    throw new IllegalArgumentException(
        option + " \"" + value + "\" is not a number from 0 to " + max + "\n" + USAGE);
  }
}

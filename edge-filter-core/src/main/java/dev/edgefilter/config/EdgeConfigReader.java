// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.nio.file.Path;
import java.util.List;

/** Reads a configuration from JSON exactly as CloudFront's command line prints it. */
public final class EdgeConfigReader {
  private EdgeConfigReader() {}

  /**
   * Reads and combines files.
   *
   * @throws ConfigException with the problems of all files
   */
  public static EdgeConfig read(List<Path> files) {
    throw new UnsupportedOperationException("reading " + files);
  }

  /**
   * Reads one JSON text.
   *
   * @param sourceName how problems name it
   * @throws ConfigException with all its problems
   */
  public static EdgeConfig readJson(String sourceName, String text) {
    throw new UnsupportedOperationException("reading " + sourceName + text.length());
  }
}

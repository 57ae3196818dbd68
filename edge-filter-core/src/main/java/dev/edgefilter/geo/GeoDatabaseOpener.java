// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.geo;

import java.nio.file.Path;
import java.util.List;

/**
 * Opens files that tell where addresses are; found as a service.
 *
 * <p>An implementation may need a library that is not there, and must be constructible without it.
 */
public interface GeoDatabaseOpener {
  /** Whether the library is there. */
  boolean available();

  /**
   * Opens files, which add up: what one does not know, a later one may. A file that is replaced
   * later is used in its new form.
   *
   * @throws IllegalArgumentException when a file cannot be read, with the file and the reason
   */
  GeoLookup open(List<Path> files);
}

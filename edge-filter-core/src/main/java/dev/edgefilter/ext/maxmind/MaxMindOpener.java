// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.maxmind;

import dev.edgefilter.geo.GeoDatabaseOpener;
import dev.edgefilter.geo.GeoLookup;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens MaxMind DB files such as GeoLite2-City.mmdb; found as a service, and available when {@code
 * com.maxmind.db:maxmind-db} is there.
 */
public final class MaxMindOpener implements GeoDatabaseOpener {

  /** An opener without state; it must not need the optional library. */
  public MaxMindOpener() {}

  @Override
  public boolean available() {
    try {
      Class.forName("com.maxmind.db.Reader", false, MaxMindOpener.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public GeoLookup open(List<Path> files) {
    return MaxMindLookup.watching(files);
  }
}

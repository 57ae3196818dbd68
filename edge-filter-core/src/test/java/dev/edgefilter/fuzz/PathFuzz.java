// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import dev.edgefilter.http.UriPath;
import java.nio.charset.StandardCharsets;

/** A normal path stays as it is, and leads nowhere else. */
public final class PathFuzz {
  private PathFuzz() {}

  /** Reads the data as a path. */
  public static void fuzzerTestOneInput(byte[] data) {
    String path = "/" + new String(data, StandardCharsets.ISO_8859_1);
    UriPath.Fault fault = UriPath.check(path);
    if ((fault == UriPath.Fault.NONE) != UriPath.faults(path).isEmpty()) {
      throw new IllegalStateException("the first fault of " + path + " is " + fault);
    }
    if (fault != UriPath.Fault.NONE) {
      return;
    }
    String normal = UriPath.normalize(path);
    if (!normal.startsWith("/")
        || normal.contains("//")
        || normal.contains("/../")
        || normal.contains("/./")
        || !UriPath.normalize(normal).equals(normal)) {
      throw new IllegalStateException(path + " became " + normal);
    }
  }
}

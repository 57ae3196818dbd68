// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Files that are bundled with the application. */
final class Resources {
  private Resources() {}

  static String text(String name) {
    try (InputStream stream = url(name).openStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URL url(String name) {
    URL url = Resources.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new IllegalStateException("The resource " + name + " is not bundled");
    }
    return url;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration files that an init parameter names: files, and resources of the web app. */
final class ConfigFiles {
  private static final String RESOURCE = "/WEB-INF/";

  private final ServletContext context;
  private final List<String> names;

  ConfigFiles(ServletContext context, List<String> names) {
    this.context = context;
    this.names = names;
  }

  /** All of them, which may refer to one another. */
  EdgeConfig read() throws ServletException {
    List<Path> paths = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names) {
      if (name.startsWith(RESOURCE)) {
        texts.put(name, resource(name));
      } else {
        paths.add(Path.of(name));
      }
    }
    return names.isEmpty() ? EdgeConfig.builder().build() : EdgeConfigReader.read(texts, paths);
  }

  /** The same later on, when it fails as a reader does. */
  EdgeConfig reread() {
    try {
      return read();
    } catch (ServletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Where changes can be seen. */
  List<Path> watchable() throws ServletException {
    List<Path> watched = new ArrayList<>();
    for (String name : names) {
      watched.add(name.startsWith(RESOURCE) ? realPath(name) : Path.of(name));
    }
    return watched;
  }

  private Path realPath(String name) throws ServletException {
    String path = context.getRealPath(name);
    if (path == null) {
      throw new ServletException(
          "config-reload-seconds is set, but \""
              + name
              + "\" is inside an archive and cannot change; name a file, or leave it out");
    }
    return Path.of(path);
  }

  private String resource(String name) throws ServletException {
    try (InputStream in = context.getResourceAsStream(name)) {
      if (in == null) {
        throw new ServletException("config \"" + name + "\" is not in the web app");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ServletException("config \"" + name + "\" cannot be read", e);
    }
  }
}

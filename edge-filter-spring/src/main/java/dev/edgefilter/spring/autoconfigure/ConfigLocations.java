// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** Reads what properties name: files, and resources of the class path. */
final class ConfigLocations {

  private final ResourceLoader loader;

  ConfigLocations(ResourceLoader loader) {
    this.loader = loader;
  }

  /**
   * Reads configuration files and combines them.
   *
   * @throws ConfigException with the problems of all of them
   */
  EdgeConfig read(List<String> locations) {
    if (locations.isEmpty()) {
      return EdgeConfig.builder().build();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    List<ConfigProblem> problems = new ArrayList<>();
    for (String location : locations) {
      try {
        texts.put(location, resource(location).getContentAsString(StandardCharsets.UTF_8));
      } catch (IOException e) {
        problems.add(
            ConfigProblem.inCode(
                "edge.config",
                "\""
                    + location
                    + "\" cannot be read; expected a file, or a resource such as"
                    + " classpath:distribution.json"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return EdgeConfigReader.readTexts(texts);
  }

  /**
   * The files behind locations, for looking at them again.
   *
   * @throws ConfigException when one is no file, such as a resource inside a jar
   */
  List<Path> files(List<String> names) {
    List<Path> files = new ArrayList<>();
    List<ConfigProblem> problems = new ArrayList<>();
    for (String name : names) {
      try {
        files.add(resource(name).getFile().toPath());
      } catch (IOException e) {
        problems.add(
            ConfigProblem.inCode(
                "edge.reload",
                "is set, but \""
                    + name
                    + "\" is no file and cannot change; name a file, or leave it out"));
      }
    }
    if (names.isEmpty()) {
      problems.add(
          ConfigProblem.inCode(
              "edge.reload", "is set without edge.config; name files, or leave it out"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return files;
  }

  /** The text of a public key that is given itself, or by the place where it lies. */
  String pem(String id, String textOrLocation) {
    if (textOrLocation.contains("-----BEGIN")) {
      return textOrLocation;
    }
    try {
      return resource(textOrLocation).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              ConfigProblem.inCode(
                  "edge.public-keys." + id,
                  "\""
                      + textOrLocation
                      + "\" cannot be read; expected a public key in PEM, or the location of one"
                      + " such as classpath:keys/signer.pem")));
    }
  }

  /** A path without a prefix is a file, as it is for every other entry of the library. */
  private Resource resource(String location) {
    return location.indexOf(':') > 1
        ? loader.getResource(location)
        : new FileSystemResource(location);
  }
}

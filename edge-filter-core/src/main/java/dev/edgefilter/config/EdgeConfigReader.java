// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reads a configuration from JSON exactly as CloudFront's command line prints it.
 *
 * <p>A file is one of these: a {@code DistributionConfig}; the output of {@code
 * get-distribution-config}, {@code get-distribution}, {@code get-cache-policy}, {@code
 * get-origin-request-policy}, {@code get-response-headers-policy}, {@code get-public-key} or {@code
 * get-key-group}; or a resource bundle, one object with any of {@code Distributions}, {@code
 * CachePolicies}, {@code OriginRequestPolicies}, {@code ResponseHeadersPolicies}, {@code
 * PublicKeys} and {@code KeyGroups}. Several files combine. A distribution without an id takes the
 * name of its file, without the extension.
 *
 * <p>Reading is strict: an unknown field, a wrong type or a broken reference is a problem, and all
 * problems are reported together. Known settings without effect here become {@link
 * EdgeConfig#notes}.
 */
public final class EdgeConfigReader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final long MAX_FILE_BYTES = 4L * JsonParser.MAX_CHARS;

  private EdgeConfigReader() {}

  /**
   * Reads and combines files.
   *
   * @throws ConfigException with the problems of all files
   */
  public static EdgeConfig read(List<Path> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files is empty; expected at least one");
    }
    List<Reading> readings = new ArrayList<>();
    for (Path file : files) {
      readings.add(readFile(file));
    }
    return combine(readings);
  }

  /**
   * Reads one JSON text.
   *
   * @param sourceName how problems name it
   * @throws ConfigException with all its problems
   */
  public static EdgeConfig readJson(String sourceName, String text) {
    return combine(List.of(FileReader.read(sourceName, text)));
  }

  /**
   * Reads and combines texts that are not files, such as resources of a web app.
   *
   * @param texts the texts by the names that problems give them, in the order in which they combine
   * @throws ConfigException with the problems of all texts
   */
  public static EdgeConfig readTexts(Map<String, String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("texts is empty; expected at least one");
    }
    List<Reading> readings = new ArrayList<>();
    texts.forEach((name, text) -> readings.add(readText(name, text)));
    return combine(readings);
  }

  private static Reading readText(String name, String text) {
    return FileReader.read(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  private static Reading readFile(Path file) {
    Reading failed = new Reading(file.toString());
    try {
      long bytes = Files.size(file);
      if (bytes <= MAX_FILE_BYTES) {
        return readText(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
      failed.problem(
          Position.NONE,
          "",
          "has " + bytes + " bytes; expected at most " + MAX_FILE_BYTES + "; split it");
    } catch (NoSuchFileException e) {
      failed.problem(Position.NONE, "", "does not exist; expected a JSON file");
    } catch (CharacterCodingException e) {
      failed.problem(Position.NONE, "", "is not UTF-8; save it as UTF-8");
    } catch (IOException e) {
      failed.problem(Position.NONE, "", "cannot be read: " + e);
    }
    return failed;
  }

  private static EdgeConfig combine(List<Reading> readings) {
    EdgeConfig.Builder builder = EdgeConfig.builder();
    List<ConfigProblem> problems = new ArrayList<>();
    Places places = new Places();
    boolean libraryIntact = true;
    for (Reading reading : readings) {
      builder.addAll(reading.config().build());
      problems.addAll(reading.problems());
      places.putAll(reading.places());
      libraryIntact &= reading.readAllPolicies();
    }
    EdgeConfig config = builder.build();
    ConfigRules.check(config, places, libraryIntact, problems);
    if (!problems.isEmpty()) {
      problems.sort(byFileAndLine(readings));
      throw new ConfigException(problems);
    }
    return config;
  }

  private static Comparator<ConfigProblem> byFileAndLine(List<Reading> readings) {
    List<String> sources = new ArrayList<>();
    for (Reading reading : readings) {
      sources.add(reading.source());
    }
    return Comparator.<ConfigProblem>comparingInt(problem -> sources.indexOf(problem.source()))
        .thenComparingInt(ConfigProblem::line)
        .thenComparingInt(ConfigProblem::column);
  }
}

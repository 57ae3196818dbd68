// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.cloudformation.Stacks;
import dev.edgefilter.internal.document.JsonParser;
import dev.edgefilter.internal.document.Position;
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
 * Reads a configuration from JSON exactly as CloudFront's command line prints it, or from
 * CloudFormation templates.
 *
 * <p>A file is one of these: a {@code DistributionConfig}; the output of {@code
 * get-distribution-config}, {@code get-distribution}, {@code get-cache-policy}, {@code
 * get-origin-request-policy}, {@code get-response-headers-policy}, {@code get-public-key} or {@code
 * get-key-group}; or a resource bundle, one object with any of {@code Distributions}, {@code
 * CachePolicies}, {@code OriginRequestPolicies}, {@code ResponseHeadersPolicies}, {@code
 * PublicKeys} and {@code KeyGroups}. Several files combine. A distribution without an id takes the
 * name of its file, without the extension. Any of them may be YAML, when the name of the file ends
 * so.
 *
 * <p>Or it is a template of CloudFormation, in JSON or YAML, as written by hand or by the CDK; or
 * values for templates: {@code Parameters}, {@code Exports}, {@code Attributes}, {@code Files},
 * {@code DynamicReferences}, or the output of {@code describe-stacks}, {@code
 * describe-stack-resources} or {@code list-exports}.
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
    return read(Map.of(), files);
  }

  /**
   * Reads one JSON text.
   *
   * @param sourceName how problems name it
   * @throws ConfigException with all its problems
   */
  public static EdgeConfig readJson(String sourceName, String text) {
    return readTexts(Map.of(sourceName, text));
  }

  /**
   * Reads and combines texts that are not files, such as resources of a web app.
   *
   * @param texts the texts by the names that problems give them, in the order in which they combine
   * @throws ConfigException with the problems of all texts
   */
  public static EdgeConfig readTexts(Map<String, String> texts) {
    return read(texts, List.of());
  }

  /**
   * Reads and combines texts and files.
   *
   * @param texts the texts by the names that problems give them
   * @param files what comes after them
   * @throws ConfigException with the problems of all of them
   */
  public static EdgeConfig read(Map<String, String> texts, List<Path> files) {
    return readAll(texts, files, new Places());
  }

  /**
   * Looks for what is allowed in files and probably not meant; each finding has its line.
   *
   * @throws ConfigException with the problems of all files
   */
  public static List<LintFinding> lint(List<Path> files) {
    Places places = new Places();
    return Linter.lint(readAll(Map.of(), files, places), places);
  }

  private static EdgeConfig readAll(Map<String, String> texts, List<Path> files, Places places) {
    if (texts.isEmpty() && files.isEmpty()) {
      throw new IllegalArgumentException("files is empty; expected at least one");
    }
    List<FileReader> readers = new ArrayList<>();
    texts.forEach((name, text) -> readers.add(open(name, text)));
    for (Path file : files) {
      readers.add(open(file));
    }
    Stacks stacks = new Stacks();
    for (FileReader reader : readers) {
      reader.collect(stacks);
    }
    stacks.reportUnused();
    LeftOutRules leftOut = new LeftOutRules(stacks.leftOutRules());
    List<Reading> readings = new ArrayList<>();
    for (FileReader reader : readers) {
      readings.add(reader.read(stacks, leftOut));
    }
    leftOut.unused().forEach(stacks::reportLeftOutRule);
    return combine(readings, places);
  }

  private static FileReader open(String name, String text) {
    return FileReader.open(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  private static FileReader open(Path file) {
    Reading failed = new Reading(file.toString());
    try {
      long bytes = Files.size(file);
      if (bytes <= MAX_FILE_BYTES) {
        return open(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
      failed.problem(
          Position.NONE,
          "",
          "has " + bytes + " bytes; expected at most " + MAX_FILE_BYTES + "; split it");
    } catch (NoSuchFileException e) {
      failed.problem(Position.NONE, "", "does not exist; expected a JSON or YAML file");
    } catch (CharacterCodingException e) {
      failed.problem(Position.NONE, "", "is not UTF-8; save it as UTF-8");
    } catch (IOException e) {
      failed.problem(Position.NONE, "", "cannot be read: " + e);
    }
    return FileReader.failed(failed);
  }

  private static EdgeConfig combine(List<Reading> readings, Places places) {
    EdgeConfig.Builder builder = EdgeConfig.builder();
    List<ConfigProblem> problems = new ArrayList<>();
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

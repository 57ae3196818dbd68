// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySettings;
import dev.edgefilter.origin.OriginOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a command line: {@code --name value} or {@code --name=value}. */
final class OptionParser {
  private static final long DEFAULT_MEMORY_BYTES = 256L << 20;
  private static final long DEFAULT_DISK_BYTES = 2L << 30;

  private static final int MOST_SECONDS = 86_400;

  private final String[] args;
  private int next;
  private String option = "";
  private @Nullable String attached;

  private final List<Path> configFiles = new ArrayList<>();
  private final List<String> trustedProxies = new ArrayList<>();
  private final List<Path> geoDatabases = new ArrayList<>();
  private String countryHeader = "";
  private boolean unknownCountriesServed = true;
  private int reloadSeconds;
  private String bind = "127.0.0.1";
  private int port = 8080;
  private @Nullable Integer adminPort;
  private long memoryBytes = DEFAULT_MEMORY_BYTES;
  private @Nullable Path storeDirectory;
  private @Nullable URI s3Endpoint;
  private boolean interim;
  private final Set<String> http2Origins = new HashSet<>();
  private final List<String> functionOriginHosts = new ArrayList<>();
  private long diskBytes = -1;
  private @Nullable String accessLog;
  private FidelitySettings fidelity = FidelitySettings.of(Fidelity.SAFE);
  private boolean check;
  private boolean help;

  private OptionParser(String[] args) {
    this.args = args;
  }

  /**
   * Reads a whole command line.
   *
   * @throws UsageException naming the first option that is wrong
   */
  static Options parse(String... args) throws UsageException {
    OptionParser parser = new OptionParser(args);
    while (parser.next < args.length) {
      parser.readOption();
    }
    return parser.options();
  }

  private Options options() throws UsageException {
    if (configFiles.isEmpty() && !help) {
      throw new UsageException("--config is missing; give it a file");
    }
    if (diskBytes > 0 && storeDirectory == null) {
      throw new UsageException("--disk is the bound of files, but --store-dir names no folder");
    }
    return new Options(
        List.copyOf(configFiles),
        reloadSeconds,
        bind,
        port,
        adminPort,
        memoryBytes,
        storeDirectory,
        diskBytes > 0 ? diskBytes : DEFAULT_DISK_BYTES,
        List.copyOf(trustedProxies),
        List.copyOf(geoDatabases),
        countryHeader,
        unknownCountriesServed,
        accessLog,
        fidelity,
        s3Endpoint,
        OriginOptions.DEFAULT.withInterimPassed(interim).withHttp2(http2Origins),
        List.copyOf(functionOriginHosts),
        check,
        help);
  }

  private void readOption() throws UsageException {
    String arg = args[next++];
    int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
    option = equals < 0 ? arg : arg.substring(0, equals);
    attached = equals < 0 ? null : arg.substring(equals + 1);
    switch (option) {
      case "--config" -> readFiles();
      case "--reload" -> reloadSeconds = number(MOST_SECONDS);
      case "--port" -> port = number(65_535);
      case "--bind" -> bind = value();
      case "--admin-port" -> adminPort = number(65_535);
      case "--memory" -> memoryBytes = size(value());
      case "--trusted-proxies" -> trustedProxies.addAll(List.of(value().split(",", -1)));
      case "--access-log" -> accessLog = value();
      case "--fidelity" -> fidelity = fidelity(value());
      case "--check" -> check = flag();
      case "--help" -> help = flag();
      case "--store-dir" -> storeDirectory = path(value(), "a folder name");
      case "--disk" -> diskBytes = size(value());
      case "--geo-database" -> geoDatabases.add(path(value(), "a file name"));
      case "--country-header" -> countryHeader = value();
      case "--geo-unknown" -> unknownCountriesServed = served(value());
      case "--s3-endpoint" -> s3Endpoint = uri(value());
      case "--interim-responses" -> interim = flag();
      case "--http2-origin" -> http2Origins.add(value());
      case "--function-origin-host" -> functionOriginHosts.add(value());
      case "--shadow" ->
          throw new UsageException("--shadow needs shadow mode, which this version does not have");
      default ->
          throw new UsageException(
              "\"" + option + "\" is not an option; --help lists those there are");
    }
  }

  /** One file, and those that follow before the next option. */
  private void readFiles() throws UsageException {
    addFile(value());
    while (attached == null && next < args.length && !args[next].startsWith("--")) {
      addFile(args[next++]);
    }
  }

  private void addFile(String name) throws UsageException {
    configFiles.add(path(name, "a file name"));
  }

  private Path path(String name, String expected) throws UsageException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw wrong(name, expected);
    }
  }

  private boolean served(String word) throws UsageException {
    if (word.equals("serve") || word.equals("refuse")) {
      return word.equals("serve");
    }
    throw wrong(word, "serve or refuse");
  }

  private URI uri(String text) throws UsageException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrong(text, "a URL such as http://localhost:9000");
    }
  }

  private boolean flag() throws UsageException {
    if (attached != null) {
      throw new UsageException(option + " takes no value");
    }
    return true;
  }

  private String value() throws UsageException {
    String value = attached;
    if (value == null && next < args.length && !args[next].startsWith("--")) {
      value = args[next++];
    }
    if (value == null || value.isBlank()) {
      throw new UsageException(option + " needs a value");
    }
    return value;
  }

  private int number(int max) throws UsageException {
    String text = value();
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, as a number out of range is
    }
    throw wrong(text, "a number from 0 to " + max);
  }

  /** A number with k, m or g, each 1024 times the one before. */
  private long size(String text) throws UsageException {
    String lower = text.toLowerCase(Locale.ROOT);
    int shift = Math.max(0, 10 * (1 + "kmg".indexOf(lower.charAt(lower.length() - 1))));
    String digits = shift == 0 ? lower : lower.substring(0, lower.length() - 1);
    try {
      long number = Long.parseLong(digits);
      if (number > 0 && number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw wrong(text, "a size such as 256m or 2g");
  }

  private static FidelitySettings fidelity(String text) throws UsageException {
    try {
      return FidelitySettings.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private UsageException wrong(String found, String expected) {
    return new UsageException(option + " \"" + found + "\": expected " + expected);
  }
}

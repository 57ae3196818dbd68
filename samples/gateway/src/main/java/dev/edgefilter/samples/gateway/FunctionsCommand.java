// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.config.KeyValueData;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.FunctionTestResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code edge-gateway functions test}: runs a function on an event, without a server. */
final class FunctionsCommand {
  static final String HELP =
      """
      Usage: edge-gateway functions test --event FILE
               (--code FILE [--runtime NAME] [--store FILE] | --config FILE... --function NAME)

        --event FILE     the event object, of CloudFront Functions or of Lambda@Edge
        --code FILE      the JavaScript of a function
        --runtime NAME   cloudfront-js-2.0, cloudfront-js-1.0 or nodejs; nodejs for an event of
                         Lambda@Edge, else cloudfront-js-2.0
        --store FILE     the import file of the function's key value store
        --config FILE    a configuration with Functions; may be repeated
        --function NAME  the name or ARN of a function of the configuration

      Prints the result, the log, the compute utilisation, and what a distribution would refuse.
      Ends with 0 when a viewer would get the result, else with 4.
      """;

  private static final String NAME = "tested";
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

  private final PrintStream out;
  private final List<Path> configs = new ArrayList<>();
  private @Nullable Path event;
  private @Nullable Path code;
  private @Nullable Path store;
  private @Nullable String function;
  private @Nullable String runtime;

  FunctionsCommand(PrintStream out) {
    this.out = out;
  }

  ExitCode run(List<String> arguments) throws UsageException, IOException {
    if (arguments.isEmpty() || !arguments.get(0).equals("test") || arguments.contains("--help")) {
      out.print(HELP);
      return arguments.contains("--help") ? ExitCode.OK : ExitCode.USAGE;
    }
    parse(arguments.subList(1, arguments.size()));
    Path eventFile = event;
    if (eventFile == null) {
      throw new UsageException("--event is missing; expected a file with an event object");
    }
    String eventJson = text(eventFile);
    EdgeConfig config = config(eventJson);
    String tested = function == null ? NAME : function;
    try (EdgeEngine engine = builder(config).start()) {
      FunctionTestResult result = engine.testFunction(tested, eventJson);
      print(result);
      return result.passed() ? ExitCode.OK : ExitCode.TEST;
    }
  }

  private void parse(List<String> arguments) throws UsageException {
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new UsageException(option + " has no value");
      }
      String value = arguments.get(i + 1);
      switch (option) {
        case "--event" -> event = Path.of(value);
        case "--code" -> code = Path.of(value);
        case "--store" -> store = Path.of(value);
        case "--runtime" -> runtime = value;
        case "--function" -> function = value;
        case "--config" -> configs.add(Path.of(value));
        default -> throw new UsageException("found the unknown option " + option);
      }
    }
    if ((code == null) == configs.isEmpty()) {
      throw new UsageException("expected either --code or --config");
    }
    if (code == null && function == null) {
      throw new UsageException("--function is missing; expected the name of a function");
    }
  }

  private EdgeConfig config(String eventJson) throws UsageException, IOException {
    Path file = code;
    if (file == null) {
      return EdgeConfigReader.read(configs);
    }
    FunctionConfig.Builder written =
        FunctionConfig.builder(NAME, text(file)).runtime(runtime(eventJson));
    EdgeConfig.Builder config = EdgeConfig.builder();
    Path data = store;
    if (data != null) {
      config.keyValueStore(
          KeyValueStoreConfig.of(NAME, KeyValueData.parse(data.toString(), text(data))));
      written.keyValueStore(NAME);
    }
    return config.function(written.build()).build();
  }

  private FunctionRuntime runtime(String eventJson) throws UsageException {
    if (runtime == null) {
      return eventJson.contains("\"Records\"")
          ? FunctionRuntime.LAMBDA_NODEJS
          : FunctionRuntime.CLOUDFRONT_JS_2_0;
    }
    for (FunctionRuntime known : FunctionRuntime.values()) {
      if (known.token().equals(runtime)) {
        return known;
      }
    }
    throw new UsageException("found the runtime " + runtime + "; see --help");
  }

  /** A distribution that nobody asks, as an engine has one. */
  private static EdgeEngineBuilder builder(EdgeConfig config) {
    EdgeEngineBuilder builder = EdgeEngine.builder().config(config);
    return config.distributions().isEmpty()
        ? builder.distribution(Distribution.builder().origin(OriginConfig.self("none")).build())
        : builder;
  }

  private void print(FunctionTestResult result) {
    out.println("Output: " + (result.output().isEmpty() ? "none" : result.output()));
    out.println("Error: " + (result.errorMessage().isEmpty() ? "none" : result.errorMessage()));
    out.println("Compute utilisation: " + result.computeUtilization());
    list("Log", result.logs());
    list("A distribution would refuse", result.validation());
    list("Not in CloudFront's runtime", result.notes());
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println(title + ":");
      lines.forEach(line -> out.println("  " + printable(line)));
    }
  }

  /** What a function logs cannot tell the terminal what to do. */
  private static String printable(String line) {
    return CONTROL.matcher(line).replaceAll("?");
  }

  private static String text(Path file) throws UsageException, IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("found no file " + file);
    }
  }
}

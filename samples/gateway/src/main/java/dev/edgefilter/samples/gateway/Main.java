// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigNote;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.EdgeConfigReader;
import dev.edgefilter.config.LintFinding;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;

/** Runs the gateway until it is told to stop. */
public final class Main {

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Starts with the options that {@code --help} lists. */
  public static void main(String[] args) {
    ExitCode code = new Main(System.out, System.err).run(args);
    if (code != ExitCode.OK) {
      System.exit(code.status());
    }
    // With OK either everything is said and no thread holds the process, or the server runs.
  }

  /** Does what the command line says; a server it has started goes on running. */
  ExitCode run(String... args) {
    try {
      if (args.length > 0 && args[0].equals("functions")) {
        return new FunctionsCommand(out).run(List.of(args).subList(1, args.length));
      }
      Options options = OptionParser.parse(args);
      if (options.help()) {
        out.print(Options.HELP);
        return ExitCode.OK;
      }
      EdgeConfig config = GatewayConfig.read(options);
      return options.check() ? check(options, config) : serve(options, config);
    } catch (UsageException | IllegalArgumentException e) {
      err.println("edge-gateway: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (ConfigException e) {
      return problems(e);
    } catch (Exception e) {
      err.println("edge-gateway: cannot start: " + reason(e));
      return ExitCode.START;
    }
  }

  private ExitCode serve(Options options, EdgeConfig config) throws Exception {
    notes(config);
    Gateway gateway = Gateway.start(options, config, out);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
    HangUp.does(gateway::reload);
    out.println(
        "edge-gateway ready: " + gateway.address() + admin(gateway) + " (" + what(config) + ")");
    return ExitCode.OK;
  }

  private static String admin(Gateway gateway) {
    URI address = gateway.adminAddress();
    return address == null ? "" : ", admin " + address;
  }

  /** A process that a signal ends has its own exit code, but this one was asked to stop. */
  private static void stop(Gateway gateway) {
    gateway.close();
    Runtime.getRuntime().halt(ExitCode.OK.status());
  }

  /** Compiles as a start would: capabilities that are missing are problems as well. */
  private ExitCode check(Options options, EdgeConfig config) {
    EdgeEngine engine = GatewayConfig.engine(options, config).start();
    engine.close();
    notes(config);
    for (LintFinding finding : EdgeConfigReader.lint(options.configFiles())) {
      err.println("finding: " + finding);
    }
    out.println("no problems: " + what(config));
    return ExitCode.OK;
  }

  private void notes(EdgeConfig config) {
    for (ConfigNote note : config.notes()) {
      err.println("note: " + note);
    }
  }

  private ExitCode problems(ConfigException e) {
    for (ConfigProblem problem : e.problems()) {
      err.println(problem);
    }
    int count = e.problems().size();
    err.println(count == 1 ? "1 problem" : count + " problems");
    return ExitCode.CONFIG;
  }

  private static String what(EdgeConfig config) {
    int count = config.distributions().size();
    return count == 1 ? "1 distribution" : count + " distributions";
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause();
    return e.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
  }
}

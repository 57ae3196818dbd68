// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/** The engine that all contexts share, the contexts' walls, and what is evaluated in each first. */
final class Scripts {
  static final Source PRELUDE = resource("prelude.js");
  static final Source BOUNDS = resource("bounds.js");
  static final Source BUFFER = resource("buffer.js");
  static final Source CWT = resource("cwt.js");
  static final Source MESSAGES = resource("messages.js");
  static final Source MODULES = resource("modules.js");

  /**
   * The longest string. What makes a number of a long hexadecimal or octal one, a mere plus among
   * it, cannot be stopped, and needs a time that grows with the square of its length. On CloudFront
   * all memory is 2 MB, and a body at most 40 KB; an event of Lambda@Edge may hold 1.4 million
   * characters of a body.
   */
  private static final int LONGEST = 1 << 17;

  private static final int MOST_BYTES = 1 << 18;

  /** The longest string and typed array of Lambda@Edge. */
  private static final int LONGEST_LAMBDA = 1 << 21;

  private static final String MOST_ARGUMENTS = "65535";

  /** Shared by the process, as compiled code is; it lives as long as contexts do. */
  private static final Engine ENGINE =
      Engine.newBuilder("js")
          .allowExperimentalOptions(true)
          .option("engine.WarnInterpreterOnly", "false")
          .option("engine.WarnVirtualThreadSupport", "false")
          .out(OutputStream.nullOutputStream())
          .err(OutputStream.nullOutputStream())
          .build();

  private Scripts() {}

  /** A context that reaches nothing outside. */
  static Context context(FunctionRuntime runtime) {
    int longest = runtime.lambda() ? LONGEST_LAMBDA : LONGEST;
    int mostBytes = runtime.lambda() ? LONGEST_LAMBDA : MOST_BYTES;
    // allowHostClassLookup stays unset: to set it, even to "nothing", brings in the Java global.
    return Context.newBuilder("js")
        .engine(ENGINE)
        .allowHostAccess(HostAccess.NONE)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowIO(IOAccess.NONE)
        .allowCreateThread(false)
        .allowCreateProcess(false)
        .allowNativeAccess(false)
        .allowHostClassLoading(false)
        .allowInnerContextOptions(false)
        .out(OutputStream.nullOutputStream())
        .err(OutputStream.nullOutputStream())
        .in(InputStream.nullInputStream())
        .allowExperimentalOptions(true)
        .option("js.text-encoding", "true")
        .option("js.allow-eval", "false")
        .option("js.intl-402", "false")
        .option("js.bigint", "false") // no work on one can be stopped
        .option("js.load", "false")
        .option("js.print", "false")
        .option("js.console", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .option("js.atomics", "false")
        .option("js.shared-array-buffer", "false")
        .option("js.global-arguments", "false")
        .option("js.regexp-static-result", "false")
        .option("js.timezone", "UTC")
        .option("js.max-apply-argument-length", MOST_ARGUMENTS)
        .option("js.string-length-limit", Integer.toString(longest))
        .option("js.max-typed-array-length", Integer.toString(mostBytes))
        .build();
  }

  static Source source(String name, String text) {
    return Source.newBuilder("js", text, name).internal(false).cached(true).buildLiteral();
  }

  private static Source resource(String name) {
    try (InputStream stream = Scripts.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing in the library");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("js", text, "edge-filter:" + name).internal(true).buildLiteral();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the prelude is told which runtime it prepares. */
  static String name(FunctionRuntime runtime) {
    return switch (runtime) {
      case CLOUDFRONT_JS_1_0 -> "1.0";
      case CLOUDFRONT_JS_2_0 -> "2.0";
      case LAMBDA_NODEJS -> "lambda";
    };
  }
}

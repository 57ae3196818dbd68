// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.function.FunctionEngine;
import dev.edgefilter.function.FunctionServices;
import java.util.List;

/**
 * Runs CloudFront Functions and Lambda@Edge functions in JavaScript on GraalJS; found as a service,
 * and available when {@code org.graalvm.polyglot:polyglot} and {@code org.graalvm.js:js-language}
 * are there.
 *
 * <p>Functions reach neither Java nor files, network, threads or the clock; each call evaluates the
 * function anew, so nothing survives from one call to the next; and a call that runs or allocates
 * too much is stopped.
 */
public final class GraalFunctionEngine implements FunctionEngine {

  /** An engine without state; it must not need the optional library. */
  public GraalFunctionEngine() {}

  @Override
  public boolean available() {
    try {
      Class.forName("org.graalvm.polyglot.Context");
      Class.forName("com.oracle.truffle.js.lang.JavaScriptLanguage");
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  @Override
  public List<String> lint(FunctionConfig code) {
    return Lint.of(code);
  }

  @Override
  public LoadedFunction load(FunctionConfig code, FunctionServices services) {
    return GraalFunction.load(code, services);
  }
}

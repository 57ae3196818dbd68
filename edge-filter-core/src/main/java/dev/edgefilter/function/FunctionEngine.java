// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.config.FunctionConfig;
import java.util.List;

/**
 * Runs functions that are written in another language than Java.
 *
 * <p>Given to the engine's builder or found as a service. Implementations are safe for use by many
 * threads.
 */
public interface FunctionEngine {

  /** Whether the library it needs is on the class path. */
  default boolean available() {
    return true;
  }

  /** What the code uses that the runtime at AWS does not have; advice for {@code TestFunction}. */
  default List<String> lint(FunctionConfig code) {
    return List.of();
  }

  /**
   * Loads and warms a function, so that its first call is as quick as the others.
   *
   * @param code the function
   * @param services what it may use
   * @throws IllegalArgumentException when the code cannot run; the message says why, for operators
   */
  LoadedFunction load(FunctionConfig code, FunctionServices services);

  /** A function that is ready to run. */
  interface LoadedFunction extends EdgeFunction, AutoCloseable {
    /** Lets go of everything; runs that are under way may fail. */
    @Override
    void close();
  }
}

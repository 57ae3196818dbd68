// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

/** Takes what a function writes while it runs: the {@code console.log} of JavaScript. */
@FunctionalInterface
public interface FunctionLog {
  /** A log that keeps nothing. */
  FunctionLog NONE = message -> {};

  /** Takes one message; what exceeds CloudFront's 10 KB for a run is cut. */
  void log(String message);
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

/** Whether ASYNC dispatches come back to one filter; a filter they pass by must park nobody. */
final class AsyncRoute {
  private volatile boolean astray;

  /** False once it is known that dispatches do not reach the filter. */
  boolean reachesFilter() {
    return !astray;
  }

  /** A dispatch has gone past the filter. */
  void wentAstray() {
    astray = true;
  }
}

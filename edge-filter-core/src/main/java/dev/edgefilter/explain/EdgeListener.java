// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

/**
 * Is told of every finished exchange, for access logs and metrics.
 *
 * <p>Called on the thread that finished the exchange, after the last byte; it must be quick and
 * must not block. An exception it throws is logged once per class and otherwise ignored.
 */
@FunctionalInterface
public interface EdgeListener {

  /** Called once per exchange. */
  void exchangeDone(AccessLogRecord record);
}

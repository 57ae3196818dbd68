// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

/** Takes header lines one by one, without a list of them being made. */
interface LineSink {

  /** Adds a line to the head that is being made, beside others of its name. */
  void addLine(String name, String value);
}

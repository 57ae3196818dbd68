// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.explain.AccessLogRecord;
import java.io.PrintStream;

/** An access log on standard output, without its two header lines. */
record StandardOutput(PrintStream out) implements LogOutput {

  @Override
  public void write(AccessLogRecord record, String line) {
    out.print(line);
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}

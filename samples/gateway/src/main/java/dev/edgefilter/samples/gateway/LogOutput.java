// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.explain.AccessLogRecord;
import java.io.IOException;

/** Where the lines of an access log go; used by one thread. */
interface LogOutput extends AutoCloseable {

  /** Takes the line of a record, its end included. */
  void write(AccessLogRecord record, String line) throws IOException;

  /** Makes what was written readable; called when there is nothing to write for a moment. */
  void flush() throws IOException;

  @Override
  void close() throws IOException;
}

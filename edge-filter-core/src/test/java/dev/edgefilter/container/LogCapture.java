// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that is logged while it is open: by SLF4J to the error stream, and by Tomcat. */
final class LogCapture implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream before = System.err;
  private final PrintStream stream =
      new PrintStream(new Tee(before, text), true, StandardCharsets.UTF_8);
  private final Handler records = new Records(stream);

  static LogCapture start() {
    LogCapture capture = new LogCapture();
    System.setErr(capture.stream);
    ROOT.addHandler(capture.records);
    return capture;
  }

  String text() {
    return text.toString(StandardCharsets.UTF_8);
  }

  /** The lines that name an exception. */
  String exceptions() {
    StringBuilder found = new StringBuilder();
    for (String line : text().split("\n", -1)) {
      if (line.contains("Exception") || line.startsWith("\tat ")) {
        found.append(line).append('\n');
      }
    }
    return found.toString();
  }

  @Override
  public void close() {
    ROOT.removeHandler(records);
    System.setErr(before);
  }

  /** The records of java.util.logging, whose own handler has kept the stream there was first. */
  private static final class Records extends Handler {
    private final PrintStream to;

    Records(PrintStream to) {
      this.to = to;
      setLevel(Level.WARNING); // Tomcat tells of malformed requests at a lower level
    }

    @Override
    public void publish(LogRecord record) {
      if (!isLoggable(record)) {
        return;
      }
      StringWriter line = new StringWriter();
      line.append(record.getLevel() + " " + record.getLoggerName() + " " + record.getMessage());
      if (record.getThrown() != null) {
        line.append('\n');
        record.getThrown().printStackTrace(new PrintWriter(line, true));
      }
      to.println(line);
    }

    @Override
    public void flush() {
      to.flush();
    }

    @Override
    public void close() {}
  }

  /** Writes to both. */
  private static final class Tee extends OutputStream {
    private final OutputStream first;
    private final ByteArrayOutputStream second;

    Tee(OutputStream first, ByteArrayOutputStream second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public void write(int b) throws java.io.IOException {
      first.write(b);
      second.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
      first.write(bytes, offset, length);
      second.write(bytes, offset, length);
    }
  }
}

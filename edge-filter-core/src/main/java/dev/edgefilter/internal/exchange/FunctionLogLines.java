// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.function.FunctionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one run of a function logs: kept while it runs, then written to the logger {@code
 * cloudfront.function.<name>} in the shape of CloudFront's log streams. A function that says
 * nothing leaves no lines.
 */
public final class FunctionLogLines implements FunctionLog {
  /**
   * The most characters that are kept of one run, the ends of lines among them (CloudFront: Quotas
   * on CloudFront Functions).
   */
  public static final int MAX_CHARACTERS = 10_240;

  private @Nullable List<String> lines;
  private int characters;

  /** A log without lines. */
  public FunctionLogLines() {}

  @Override
  public void log(String message) {
    int room = MAX_CHARACTERS - characters;
    if (room <= 0) {
      return;
    }
    String kept = message.length() < room ? message : message.substring(0, room - 1);
    characters += kept.length() + 1;
    List<String> list = lines == null ? new ArrayList<>() : lines;
    list.add(kept);
    lines = list;
  }

  /** The lines so far. */
  public List<String> lines() {
    return lines == null ? List.of() : List.copyOf(lines);
  }

  void write(String name, boolean lambda, String requestId, String distributionId) {
    if (lines == null) {
      return;
    }
    Logger log = LoggerFactory.getLogger((lambda ? "lambda." : "cloudfront.function.") + name);
    log.info("{} START DistributionID: {}", requestId, distributionId);
    for (String line : lines) {
      log.info("{} {}", requestId, oneLine(line));
    }
    log.info("{} END", requestId);
  }

  /** A message cannot pretend to be several lines of the log, nor tell a terminal what to do. */
  static String oneLine(String text) {
    int i = 0;
    while (i < text.length() && !breaks(text.charAt(i))) {
      i++;
    }
    return i == text.length() ? text : escaped(text);
  }

  private static String escaped(String text) {
    StringBuilder line = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!breaks(c)) {
        line.append(c);
      } else if (c == '\r' || c == '\n') {
        line.append(c == '\r' ? "\\r" : "\\n");
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return line.toString();
  }

  private static boolean breaks(char c) {
    return (Character.isISOControl(c) && c != '\t') || c == '\u2028' || c == '\u2029';
  }
}

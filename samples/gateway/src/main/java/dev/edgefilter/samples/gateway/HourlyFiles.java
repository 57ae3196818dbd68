// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.explain.AccessLogFormat;
import dev.edgefilter.explain.AccessLogRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * An access log as CloudFront delivers it: gzip files {@code ID.YYYY-MM-DD-HH.unique.gz}, one for
 * each distribution and hour in which something happened.
 */
final class HourlyFiles implements LogOutput {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH").withZone(ZoneOffset.UTC);

  private static final String UNIQUE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int UNIQUE_LENGTH = 11;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Path directory;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, OutputStream> files = new HashMap<>();
  private long hour = Long.MIN_VALUE;

  /** Files in a directory, which is made if it is not there. */
  HourlyFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    if (!Files.isWritable(directory)) {
      throw new IOException("cannot write to " + directory);
    }
  }

  @Override
  public void write(AccessLogRecord record, String line) throws IOException {
    long recordHour = Math.floorDiv(record.endMillis(), HOUR_MILLIS);
    if (recordHour > hour) {
      close();
      hour = recordHour;
    }
    // A record that was overtaken by the turn of the hour goes into the new file, as allowed.
    String id = record.distributionId().isEmpty() ? "none" : record.distributionId();
    OutputStream file = files.get(id);
    if (file == null) {
      file = create(id, record.endMillis());
      files.put(id, file);
    }
    file.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private OutputStream create(String id, long millis) throws IOException {
    StringBuilder name = new StringBuilder(safe(id));
    name.append('.').append(HOUR.format(Instant.ofEpochMilli(millis))).append('.');
    for (int i = 0; i < UNIQUE_LENGTH; i++) {
      name.append(UNIQUE.charAt(random.nextInt(UNIQUE.length())));
    }
    Path file = directory.resolve(name.append(".gz").toString());
    OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), BUFFER_BYTES, true);
    out.write(AccessLogFormat.HEADER.getBytes(StandardCharsets.US_ASCII));
    return out;
  }

  /** An id comes from a configuration file and may hold anything. */
  private static String safe(String id) {
    StringBuilder name = new StringBuilder(id.length());
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      name.append(Character.isLetterOrDigit(c) || c == '-' || c == '_' ? c : '_');
    }
    return name.toString();
  }

  @Override
  public void flush() throws IOException {
    for (OutputStream file : files.values()) {
      file.flush();
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (OutputStream file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    files.clear();
    if (failure != null) {
      throw failure;
    }
  }
}

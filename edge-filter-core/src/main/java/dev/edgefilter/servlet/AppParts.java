// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads multipart/form-data (RFC 7578) from a body that was looked at before: the container cannot
 * read it any more. Parts longer than 256 KiB go to temporary files; all together may have 256 MiB
 * and 1,000 parts, since what the servlet says about multipart is not known to filters.
 */
final class AppParts {

  private static final int IN_MEMORY = 256 * 1024;
  private static final long MOST_BYTES = 256L * 1024 * 1024;
  private static final int MOST_PARTS = 1_000;
  private static final int LONGEST_HEAD = 8 * 1024;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[16 * 1024];
  private int start;
  private int end;
  private long total;

  private AppParts(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The boundary of a content type, or null when it is no multipart form. */
  static @Nullable String boundary(@Nullable String contentType) {
    if (contentType == null || !AppForm.mediaType(contentType).equals("multipart/form-data")) {
      return null;
    }
    String boundary = parameter(contentType, "boundary");
    return boundary == null || boundary.isEmpty() || boundary.length() > 70 ? null : boundary;
  }

  /** Reads all parts; those read before a fault are deleted. */
  static List<Part> read(InputStream body, String boundary) throws IOException {
    List<Part> parts = new ArrayList<>();
    boolean whole = false;
    try {
      new AppParts(body, boundary).readAll(parts);
      whole = true;
    } finally {
      if (!whole) {
        for (Part part : parts) {
          part.delete();
        }
      }
    }
    return parts;
  }

  private void readAll(List<Part> parts) throws IOException {
    // The first delimiter has no line before it, so one is put there.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
    copyTo(OutputStream.nullOutputStream());
    while (hasPart()) {
      if (parts.size() == MOST_PARTS) {
        throw new IllegalStateException("the form has more than " + MOST_PARTS + " parts");
      }
      Headers head = head();
      Spool spool = new Spool();
      try {
        copyTo(spool);
        parts.add(spool.part(head));
      } finally {
        spool.close();
      }
    }
  }

  /** After a delimiter: two hyphens end the body, a line's end begins a part. */
  private boolean hasPart() throws IOException {
    int first = next();
    int second = next();
    if (first == '-' && second == '-') {
      return false;
    }
    while (first == ' ' || first == '\t') {
      first = second;
      second = next();
    }
    if (first != '\r' || second != '\n') {
      throw new IOException("a part of the form begins with no line of its own");
    }
    return true;
  }

  private Headers head() throws IOException {
    Headers.Builder headers = Headers.builder();
    StringBuilder line = new StringBuilder();
    int length = 0;
    while (true) {
      int c = next();
      if (++length > LONGEST_HEAD) {
        throw new IllegalStateException("the head of a part is longer than " + LONGEST_HEAD);
      }
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      String text = line.toString().strip();
      line.setLength(0);
      if (text.isEmpty()) {
        return headers.build();
      }
      int colon = text.indexOf(':');
      if (colon > 0) {
        try {
          headers.add(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
          throw new IOException("a part of the form has a broken header", e);
        }
      }
    }
  }

  private int next() throws IOException {
    if (start == end && !fill()) {
      throw new EOFException("the form ends inside a part");
    }
    return buffer[start++] & 0xff;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count > 0) {
      end += count;
      total += count;
      if (total > MOST_BYTES) {
        throw new IllegalStateException("the form is larger than " + MOST_BYTES + " bytes");
      }
    }
    return count > 0;
  }

  /** Copies up to the next delimiter, which is skipped. */
  private void copyTo(OutputStream out) throws IOException {
    while (true) {
      int found = find();
      if (found >= 0) {
        out.write(buffer, start, found - start);
        start = found + delimiter.length;
        return;
      }
      // What may be the beginning of the delimiter stays.
      int sure = Math.max(0, end - start - delimiter.length + 1);
      out.write(buffer, start, sure);
      start += sure;
      if (!fill()) {
        throw new EOFException("the form ends inside a part");
      }
    }
  }

  private int find() {
    for (int i = start; i <= end - delimiter.length; i++) {
      int k = 0;
      while (k < delimiter.length && buffer[i + k] == delimiter[k]) {
        k++;
      }
      if (k == delimiter.length) {
        return i;
      }
    }
    return -1;
  }

  /** The value of a parameter such as {@code boundary} or {@code filename}, or null. */
  static @Nullable String parameter(String value, String name) {
    int at = value.indexOf(';');
    while (at >= 0 && at < value.length()) {
      int equals = value.indexOf('=', at);
      if (equals < 0) {
        return null;
      }
      String found = value.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
      int begin = equals + 1;
      while (begin < value.length() && value.charAt(begin) == ' ') {
        begin++;
      }
      StringBuilder text = new StringBuilder();
      int i = begin;
      if (i < value.length() && value.charAt(i) == '"') {
        i++;
        while (i < value.length() && value.charAt(i) != '"') {
          boolean escaped =
              value.charAt(i) == '\\'
                  && i + 1 < value.length()
                  && (value.charAt(i + 1) == '"' || value.charAt(i + 1) == '\\');
          i += escaped ? 1 : 0;
          text.append(value.charAt(i++));
        }
      } else {
        while (i < value.length() && value.charAt(i) != ';') {
          text.append(value.charAt(i++));
        }
      }
      if (found.equals(name)) {
        return text.toString().strip();
      }
      at = value.indexOf(';', i);
    }
    return null;
  }

  /** Holds a part: in memory, and from some length on in a file. */
  private static final class Spool extends OutputStream {
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long length;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      length += count;
      OutputStream open = out;
      if (open == null && length > IN_MEMORY) {
        Path made = Files.createTempFile("edge-filter-part", null);
        file = made;
        open = Files.newOutputStream(made);
        out = open;
        memory.writeTo(open);
        memory.reset();
      }
      (open == null ? memory : open).write(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }

    AppPart part(Headers head) throws IOException {
      close();
      return new AppPart(head, memory.toByteArray(), file, length);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a multipart form, in memory or in a temporary file. */
final class AppPart implements Part {

  private final Headers head;
  private final byte[] memory;
  private final @Nullable Path file;
  private final long length;

  AppPart(Headers head, byte[] memory, @Nullable Path file, long length) {
    this.head = head;
    this.memory = memory;
    this.file = file;
    this.length = length;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return file == null ? new ByteArrayInputStream(memory) : Files.newInputStream(file);
  }

  @Override
  public @Nullable String getContentType() {
    return head.first("Content-Type");
  }

  /** Browsers write names in UTF-8. */
  private @Nullable String disposition(String parameter) {
    String value = head.first("Content-Disposition");
    String found = value == null ? null : AppParts.parameter(value, parameter);
    return found == null
        ? null
        : new String(found.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public String getName() {
    String name = disposition("name");
    return name == null ? "" : name;
  }

  @Override
  public @Nullable String getSubmittedFileName() {
    return disposition("filename");
  }

  @Override
  public long getSize() {
    return length;
  }

  @Override
  public void write(String fileName) throws IOException {
    try (InputStream in = getInputStream()) {
      Files.copy(in, Path.of(fileName), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void delete() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public @Nullable String getHeader(String name) {
    return head.first(name);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return head.all(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < head.size(); i++) {
      names.add(head.name(i));
    }
    return names;
  }

  /** The text of a part that is no file; null for a file. */
  @Nullable String text() throws IOException {
    if (getSubmittedFileName() != null || length > Integer.MAX_VALUE / 2) {
      return null;
    }
    String type = getContentType();
    String charset = type == null ? null : AppParts.parameter(type, "charset");
    try (InputStream in = getInputStream()) {
      return new String(in.readAllBytes(), AppForm.charset(charset));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that a web ACL or a function has looked at or replaced, in all the ways in which an
 * application may read it; the first way excludes the others, as in containers.
 */
final class AppRequestBody {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeFilter.class);

  private final HttpServletRequest request;
  private final PeekedBody body;
  private boolean streamUsed;
  private @Nullable BufferedReader reader;
  private @Nullable List<Part> parts;
  private @Nullable Map<String, List<String>> parameters;

  AppRequestBody(HttpServletRequest request, PeekedBody body) {
    this.request = request;
    this.body = body;
  }

  /** The beginning, at most so many bytes, before anybody has read of it. */
  byte[] beginning(int bytes) throws IOException {
    return body.beginning(bytes);
  }

  /** True when there is nothing in it, as far as was looked. */
  boolean isEmpty() {
    return body.isEmpty();
  }

  ServletInputStream stream() {
    if (reader != null) {
      throw new IllegalStateException("getReader() was called before");
    }
    streamUsed = true;
    return body;
  }

  BufferedReader reader() {
    if (streamUsed) {
      throw new IllegalStateException("getInputStream() was called before");
    }
    BufferedReader known = reader;
    if (known == null) {
      String charset = request.getCharacterEncoding();
      known =
          new BufferedReader(
              new InputStreamReader(
                  body, charset == null ? StandardCharsets.ISO_8859_1 : AppForm.charset(charset)));
      reader = known;
    }
    return known;
  }

  /** The parameters that the body holds; none once it was read in another way. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> known = parameters;
    if (known == null) {
      known = readParameters();
      parameters = known;
    }
    return known;
  }

  private Map<String, List<String>> readParameters() {
    if (streamUsed || reader != null) {
      return Map.of();
    }
    if (AppForm.isForm(request.getMethod(), request.getContentType())) {
      return AppForm.read(body, AppForm.charset(request.getCharacterEncoding()));
    }
    return parts == null ? Map.of() : partParameters(parts);
  }

  private static Map<String, List<String>> partParameters(List<Part> parts) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Part part : parts) {
      try {
        String text = part instanceof AppPart own ? own.text() : null;
        if (text != null) {
          found.computeIfAbsent(part.getName(), name -> new ArrayList<>()).add(text);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("a part of the form cannot be read", e);
      }
    }
    return found;
  }

  List<Part> parts() throws IOException, ServletException {
    List<Part> known = parts;
    if (known == null) {
      String boundary = AppParts.boundary(request.getContentType());
      if (boundary == null) {
        throw new ServletException("the request is no multipart/form-data");
      }
      known = List.copyOf(AppParts.read(body, boundary));
      parts = known;
      parameters = null;
    }
    return known;
  }

  /** Deletes temporary files; called when the request is over. */
  void close() {
    for (Part part : parts == null ? List.<Part>of() : parts) {
      try {
        part.delete();
      } catch (IOException e) {
        LOG.warn("A temporary file of a form cannot be deleted", e);
      }
    }
  }
}

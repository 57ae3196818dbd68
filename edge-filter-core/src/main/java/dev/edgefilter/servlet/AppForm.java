// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.QueryString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a form in a body that was looked at before: the container cannot read them any
 * more, because it does not know what was read already.
 */
final class AppForm {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** What containers take unless told otherwise. */
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  private AppForm() {}

  /** True for a request whose body holds parameters (Servlet 6.0, 3.1.1). */
  static boolean isForm(String method, @Nullable String contentType) {
    return method.equals("POST") && contentType != null && mediaType(contentType).equals(FORM);
  }

  static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  static Charset charset(@Nullable String name) {
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /**
   * Reads the form.
   *
   * @throws IllegalStateException when it is larger than 2 MiB
   */
  static Map<String, List<String>> read(InputStream body, Charset charset) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("the form cannot be read", e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IllegalStateException("the form is larger than " + MOST_BYTES + " bytes");
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (QueryString.Parameter parameter : QueryString.parse(text)) {
      String value = parameter.value();
      parameters
          .computeIfAbsent(decode(parameter.name(), charset), name -> new ArrayList<>())
          .add(value == null ? "" : decode(value, charset));
    }
    return parameters;
  }

  private static String decode(String text, Charset charset) {
    try {
      return URLDecoder.decode(text, charset);
    } catch (IllegalArgumentException e) {
      String decoded = PercentCoding.decode(text);
      return decoded == null ? text : decoded;
    }
  }
}

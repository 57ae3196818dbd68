// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The one text that signer and verifier both make of a request (SigV4: canonical request). */
public final class CanonicalForm {

  private static final String UNRESERVED = "-_.~";
  private static final String HEX = "0123456789ABCDEF";

  private CanonicalForm() {}

  /**
   * A raw path with exactly the characters encoded that signatures want encoded.
   *
   * @param rawPath as in a request line; a percent sign that encodes nothing stands for itself
   */
  public static String path(String rawPath) {
    return encode(decode(rawPath), true);
  }

  /** The same, encoded once more, as all services but S3 have it. */
  public static String pathTwice(String rawPath) {
    return encode(path(rawPath).getBytes(StandardCharsets.ISO_8859_1), true);
  }

  /** A raw query, encoded anew and sorted; empty for none. */
  public static String query(@Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return "";
    }
    List<String> parameters = new ArrayList<>();
    for (String parameter : rawQuery.split("&", -1)) {
      if (!parameter.isEmpty()) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        parameters.add(encode(decode(name), false) + '=' + encode(decode(value), false));
      }
    }
    // By name, then value: a name goes before a longer one that begins with it, as '=' would not.
    parameters.sort(
        (one, other) -> {
          int first = name(one).compareTo(name(other));
          return first != 0 ? first : one.compareTo(other);
        });
    return String.join("&", parameters);
  }

  private static String name(String parameter) {
    return parameter.substring(0, parameter.indexOf('='));
  }

  /**
   * The canonical request.
   *
   * @param path of {@link #path} or {@link #pathTwice}
   * @param query of {@link #query}
   * @param headers the signed headers by lower-case name
   * @param payloadHash what the header X-Amz-Content-Sha256 says
   */
  public static String request(
      String method,
      String path,
      String query,
      SortedMap<String, String> headers,
      String payloadHash) {
    StringBuilder text = new StringBuilder(256);
    text.append(method).append('\n').append(path).append('\n').append(query).append('\n');
    for (Map.Entry<String, String> header : headers.entrySet()) {
      text.append(header.getKey()).append(':').append(trimmed(header.getValue())).append('\n');
    }
    return text.append('\n').append(names(headers)).append('\n').append(payloadHash).toString();
  }

  /** The names of the signed headers as the signature lists them. */
  public static String names(SortedMap<String, String> headers) {
    return String.join(";", headers.keySet()).toLowerCase(Locale.ROOT);
  }

  /** Without blanks around it, and with one where there are several. */
  private static String trimmed(String value) {
    StringBuilder text = new StringBuilder(value.length());
    for (String word : value.strip().split(" +", -1)) {
      text.append(text.length() == 0 ? "" : " ").append(word);
    }
    return text.toString();
  }

  private static byte[] decode(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[bytes.length];
    int count = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length && bytes[i] == '%' ? digit(bytes[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(bytes[i + 2]);
      if (low >= 0) {
        decoded[count++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        decoded[count++] = bytes[i];
      }
    }
    return Arrays.copyOf(decoded, count);
  }

  private static int digit(byte character) {
    return Character.digit((char) character, 16);
  }

  private static String encode(byte[] bytes, boolean slashKept) {
    StringBuilder text = new StringBuilder(bytes.length + 16);
    for (byte each : bytes) {
      char c = (char) (each & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0
              || (slashKept && c == '/');
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return text.toString();
  }
}

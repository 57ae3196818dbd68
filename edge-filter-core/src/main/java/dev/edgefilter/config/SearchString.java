// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.TextTransformation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Reads the text that a byte match looks for: base64, as the command line prints it.
 *
 * <p>Somebody who writes JSON by hand writes plain text at this place, and some plain text is
 * base64 by chance. What decodes to no text is taken for such a mistake, unless the rule compares
 * with a digest.
 */
final class SearchString {
  private SearchString() {}

  /** Each character of the result is one byte; empty with a problem. */
  static String read(JsonFields fields, String name, List<TextTransformation> transformations) {
    String written = fields.string(name, "");
    if (written.isEmpty()) {
      return "";
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(written);
    } catch (IllegalArgumentException e) {
      fields.problem(name, "found \"" + written + "\", which is no base64; " + remedy(written));
      return "";
    }
    boolean digest =
        transformations.contains(TextTransformation.MD5)
            || transformations.contains(TextTransformation.SHA256);
    if (!digest && !isText(bytes)) {
      fields.problem(
          name, "found \"" + written + "\", which is base64 of no text; " + remedy(written));
      return "";
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String remedy(String written) {
    String encoded = Base64.getEncoder().encodeToString(written.getBytes(StandardCharsets.UTF_8));
    return "expected base64, as the command line prints it: if that is the text itself, write \""
        + encoded
        + "\"";
  }

  private static boolean isText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .chars()
          .noneMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n' && c != 0x1b);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

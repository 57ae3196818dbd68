// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

import dev.edgefilter.config.waf.TextTransformation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Applies text transformations (AWS WAF: text transformations). Texts hold bytes: every character
 * is between 0 and 255. None takes more than linear time, or makes a text longer than three times.
 */
public final class Transformations {
  private Transformations() {}

  /** A text as its bytes in UTF-8, one character for each. */
  public static String bytesOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  /** Applies all of them in order. */
  public static String apply(List<TextTransformation> transformations, String text) {
    String result = text;
    for (int i = 0; i < transformations.size(); i++) {
      result = apply(transformations.get(i), result);
    }
    return result;
  }

  static String apply(TextTransformation transformation, String text) {
    return switch (transformation) {
      case NONE -> text;
      case LOWERCASE -> Letters.lower(text);
      case UPPERCASE -> Letters.upper(text);
      case COMPRESS_WHITE_SPACE -> Letters.compressBlanks(text);
      case REMOVE_WHITESPACE -> Letters.removeBlanks(text);
      case TRIM -> Letters.trim(text, true, true);
      case TRIM_LEFT -> Letters.trim(text, true, false);
      case TRIM_RIGHT -> Letters.trim(text, false, true);
      case URL_DECODE -> UrlText.decode(text, false);
      case URL_DECODE_UNI -> UrlText.decode(text, true);
      case HTML_ENTITY_DECODE -> HtmlEntities.decode(text);
      case BASE64_DECODE -> Base64Text.decode(text, false);
      case BASE64_DECODE_EXT -> Base64Text.decode(text, true);
      case HEX_DECODE -> HexText.decode(text);
      case SQL_HEX_DECODE -> HexText.decodeSql(text);
      case CMD_LINE, CMD_LINE_WIN, CMD_LINE_UNIX -> CommandLine.normalize(text);
      case CSS_DECODE -> EscapedText.css(text);
      case JS_DECODE, JS_DECODE_EXT -> EscapedText.javaScript(text);
      case ESCAPE_SEQ_DECODE -> EscapedText.ansiC(text);
      case NORMALIZE_PATH -> Paths.normalize(text);
      case NORMALIZE_PATH_WIN -> Paths.normalize(text.replace('\\', '/'));
      case REMOVE_NULLS -> text.replace("\0", "");
      case REPLACE_NULLS -> text.replace('\0', ' ');
      case REPLACE_COMMENTS -> Comments.replace(text);
      case REMOVE_COMMENTS_CHAR -> Comments.removeMarks(text);
      case MD5 -> digest("MD5", text);
      case SHA256 -> digest("SHA-256", text);
      case UTF8_TO_UNICODE -> UrlText.utf8ToUnicode(text);
    };
  }

  private static String digest(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return new String(
          MessageDigest.getInstance(algorithm).digest(bytes), StandardCharsets.ISO_8859_1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " belongs to every Java runtime", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

/** What is done to a part of a request before it is compared; the names are those of AWS WAF. */
public enum TextTransformation {
  NONE,
  LOWERCASE,
  UPPERCASE,
  COMPRESS_WHITE_SPACE,
  REMOVE_WHITESPACE,
  TRIM,
  TRIM_LEFT,
  TRIM_RIGHT,
  URL_DECODE,
  URL_DECODE_UNI,
  HTML_ENTITY_DECODE,
  BASE64_DECODE,
  BASE64_DECODE_EXT,
  HEX_DECODE,
  SQL_HEX_DECODE,
  CMD_LINE,
  CMD_LINE_WIN,
  CMD_LINE_UNIX,
  CSS_DECODE,
  JS_DECODE,
  JS_DECODE_EXT,
  ESCAPE_SEQ_DECODE,
  NORMALIZE_PATH,
  NORMALIZE_PATH_WIN,
  REMOVE_NULLS,
  REPLACE_NULLS,
  REPLACE_COMMENTS,
  REMOVE_COMMENTS_CHAR,
  /** The result is sixteen bytes. */
  MD5,
  /** The result is 32 bytes. */
  SHA256,
  UTF8_TO_UNICODE
}

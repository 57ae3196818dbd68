// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

/**
 * A piece of JavaScript.
 *
 * @param kind what it is
 * @param text its text; of a string what is between the quotes
 * @param start where it begins in the source
 * @param end where it ends
 * @param depth in how many brackets it stands
 */
record Token(Kind kind, String text, int start, int end, int depth) {
  /** What a piece is. */
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    TEMPLATE,
    REGEX,
    SIGN
  }

  boolean is(String sign) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
  }

  boolean isName() {
    return kind == Kind.NAME;
  }
}

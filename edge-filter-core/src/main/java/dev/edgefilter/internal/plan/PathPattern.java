// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

/**
 * A path pattern of a cache behavior: {@code *} is any text, {@code ?} is one character; the whole
 * path must match and a leading slash has no influence (CloudFront: Path pattern).
 *
 * <p>Matching takes at most pattern length times path length steps, whatever the input.
 */
public final class PathPattern {

  private enum Shape {
    ANY,
    EXACT,
    PREFIX,
    SUFFIX,
    GLOB
  }

  private final String text;
  private final String glob;
  private final Shape shape;
  private final String literal;

  /** Compiles a pattern. */
  public PathPattern(String text) {
    this.text = text;
    this.glob = text.startsWith("/") ? text.substring(1) : text;
    this.shape = shapeOf(glob);
    this.literal =
        switch (shape) {
          case ANY, GLOB, EXACT -> glob;
          case PREFIX -> glob.substring(0, glob.length() - 1);
          case SUFFIX -> glob.substring(1);
        };
  }

  private static Shape shapeOf(String glob) {
    int star = glob.indexOf('*');
    if (glob.indexOf('?') >= 0 || (star >= 0 && glob.indexOf('*', star + 1) >= 0)) {
      return Shape.GLOB;
    }
    if (star < 0) {
      return Shape.EXACT;
    }
    if (glob.length() == 1) {
      return Shape.ANY;
    }
    if (star == glob.length() - 1) {
      return Shape.PREFIX;
    }
    return star == 0 ? Shape.SUFFIX : Shape.GLOB;
  }

  /**
   * True when the whole path matches.
   *
   * @param path a normalized path, starting with a slash
   */
  public boolean matches(String path) {
    return switch (shape) {
      case ANY -> true;
      case EXACT -> path.length() == literal.length() + 1 && path.startsWith(literal, 1);
      case PREFIX -> path.startsWith(literal, 1);
      case SUFFIX -> path.length() > literal.length() && path.endsWith(literal);
      case GLOB -> matchesGlob(path);
    };
  }

  /** Greedy matching that goes back to the last star only, so it never explodes. */
  boolean matchesGlob(CharSequence path) {
    int p = 0;
    int t = 1;
    int star = -1;
    int mark = 0;
    while (t < path.length()) {
      if (p < glob.length() && glob.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < glob.length() && (glob.charAt(p) == '?' || glob.charAt(p) == path.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < glob.length() && glob.charAt(p) == '*') {
      p++;
    }
    return p == glob.length();
  }

  /** What a path must be to match, in words, for {@code explain}. */
  public String requirement() {
    return switch (shape) {
      case ANY -> "any path";
      case EXACT -> "exactly /" + literal;
      case PREFIX -> "a path that begins with /" + literal;
      case SUFFIX -> "a path that ends with " + literal;
      case GLOB -> "/" + glob + ", where * is any text and ? one character";
    };
  }

  /** The pattern as the operator wrote it. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}

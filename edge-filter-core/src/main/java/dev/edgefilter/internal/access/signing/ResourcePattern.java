// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import org.jspecify.annotations.Nullable;

/**
 * Matches a URL against the {@code Resource} of a custom policy, section by section: {@code
 * protocol://domain/path?query}.
 *
 * <p>A wildcard stays within its section, but a pattern that ends in {@code *} within the path
 * takes any query, and one that ends so within the domain takes any path too. A bare question mark
 * may begin the query or stand for one character; {@code \?} always begins the query.
 */
public final class ResourcePattern {
  static final long MAX_STEPS = 1 << 20;

  private static final String DELIMITER = String.valueOf(Glob.LITERAL_QUESTION_MARK);

  private final Glob glob;
  private final String path;
  private final @Nullable String query;

  private ResourcePattern(Glob glob, String path, @Nullable String query) {
    this.glob = glob;
    this.path = path;
    this.query = query;
  }

  /**
   * Whether the pattern covers the URL.
   *
   * @param path the raw path with its first slash
   * @param query the raw query without the reserved parameters, null if nothing is left of it
   */
  public static boolean covers(
      String pattern, String scheme, String host, String path, @Nullable String query) {
    return covers(new Glob(MAX_STEPS), pattern, scheme, host, path, query);
  }

  static boolean covers(
      Glob glob, String pattern, String scheme, String host, String path, @Nullable String query) {
    if (pattern.equals("*")) {
      return true;
    }
    String marked = pattern.indexOf('\\') < 0 ? pattern : pattern.replace("\\?", DELIMITER);
    int protocolEnd = protocolEnd(marked);
    String protocol = protocolEnd < 0 ? "*" : marked.substring(0, protocolEnd);
    String rest = protocolEnd < 0 ? marked : marked.substring(protocolEnd + 3);
    int slash = rest.indexOf('/');
    String domain = slash < 0 ? rest : rest.substring(0, slash);
    if (!glob.matches(protocol, scheme, false) || !glob.matches(domain, host, true)) {
      return false;
    }
    if (slash < 0) {
      return domain.endsWith("*") || (path.equals("/") && query == null);
    }
    String pathText = path.isEmpty() ? path : path.substring(1);
    return new ResourcePattern(glob, pathText, query).coveredBy(rest.substring(slash + 1));
  }

  /** The index of {@code ://} if it ends a protocol: what follows a slash belongs to the path. */
  private static int protocolEnd(String pattern) {
    int end = pattern.indexOf("://");
    return end >= 0 && pattern.indexOf('/') == end + 1 ? end : -1;
  }

  private boolean coveredBy(String pathAndQuery) {
    int delimiter = pathAndQuery.indexOf(Glob.LITERAL_QUESTION_MARK);
    if (delimiter >= 0) {
      return coveredBy(pathAndQuery, delimiter);
    }
    if (glob.matches(pathAndQuery, path, false)) {
      return query == null || pathAndQuery.endsWith("*") || splitSomewhere(pathAndQuery);
    }
    return splitSomewhere(pathAndQuery);
  }

  /** Tries each question mark as the one that begins the query. */
  private boolean splitSomewhere(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    while (mark >= 0 && glob.stepsLeft() > 0) {
      if (coveredBy(pathAndQuery, mark)) {
        return true;
      }
      mark = pathAndQuery.indexOf('?', mark + 1);
    }
    return false;
  }

  private boolean coveredBy(String pathAndQuery, int delimiter) {
    String queryPattern = pathAndQuery.substring(delimiter + 1);
    boolean queryFits =
        query == null ? glob.onlyStars(queryPattern, 0) : glob.matches(queryPattern, query, false);
    return queryFits && glob.matches(pathAndQuery.substring(0, delimiter), path, false);
  }
}

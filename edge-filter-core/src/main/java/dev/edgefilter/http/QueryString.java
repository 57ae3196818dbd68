// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the parameters of a raw query without decoding or reordering it.
 *
 * <p>Only {@code &} separates parameters; a name is the text before the first {@code =}. Names are
 * case-sensitive and compared raw first, then percent-decoded, so that {@code na%6De} cannot slip
 * by as another name (CloudFront: query strings).
 */
public final class QueryString {
  private QueryString() {}

  /**
   * One parameter as it stands in the query.
   *
   * @param name the raw name
   * @param value the raw value; null when there is no equals sign
   */
  public record Parameter(String name, @Nullable String value) {}

  /** Receives parameters as positions in the query, so that nothing needs to be copied. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Sees one parameter.
     *
     * @param start where its name begins
     * @param nameEnd where its name ends: at the first equals sign, or at {@code end}
     * @param end where the parameter ends
     */
    void parameter(int start, int nameEnd, int end);
  }

  /** Visits the parameters in order, empty ones between two separators as well. */
  public static void visit(@Nullable String query, Visitor visitor) {
    if (query == null || query.isEmpty()) {
      return;
    }
    int start = 0;
    while (start <= query.length()) {
      int end = segmentEnd(query, start);
      visitor.parameter(start, nameEnd(query, start, end), end);
      start = end + 1;
    }
  }

  /** The parameters in order, without empty ones; an unmodifiable list, empty for null. */
  public static List<Parameter> parse(@Nullable String query) {
    List<Parameter> parameters = new ArrayList<>();
    if (query != null) {
      visit(
          query,
          (start, nameEnd, end) -> {
            if (start < end) {
              String value = nameEnd == end ? null : query.substring(nameEnd + 1, end);
              parameters.add(new Parameter(query.substring(start, nameEnd), value));
            }
          });
    }
    return Collections.unmodifiableList(parameters);
  }

  /**
   * The raw value of the first parameter with that name; empty when it has no equals sign, null
   * when there is no such parameter.
   */
  public static @Nullable String firstValue(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    for (int start = 0; start < query.length(); ) {
      int end = segmentEnd(query, start);
      int nameEnd = nameEnd(query, start, end);
      if (isNamed(query, start, nameEnd, name)) {
        return nameEnd == end ? "" : query.substring(nameEnd + 1, end);
      }
      start = end + 1;
    }
    return null;
  }

  /**
   * The query without the parameters of these names, the others untouched and in order; the same
   * text if there are none to remove, null if nothing remains.
   */
  public static @Nullable String without(@Nullable String query, Set<String> names) {
    return filter(query, names, false);
  }

  /**
   * The query with only the parameters of these names, in order and with duplicates; the same text
   * if there are no others, null if nothing remains.
   */
  public static @Nullable String only(@Nullable String query, Set<String> names) {
    return filter(query, names, true);
  }

  private static @Nullable String filter(
      @Nullable String query, Set<String> names, boolean keepNamed) {
    if (query == null || query.isEmpty()) {
      return null;
    }
    StringBuilder rest = null;
    boolean first = true;
    for (int start = 0; start <= query.length(); ) {
      int end = segmentEnd(query, start);
      boolean keep = isOneOf(query, start, nameEnd(query, start, end), names) == keepNamed;
      if (!keep && rest == null) {
        rest = new StringBuilder(query.length()).append(query, 0, Math.max(0, start - 1));
      } else if (keep && rest != null) {
        rest.append(first ? "" : "&").append(query, start, end);
      }
      first &= !keep;
      start = end + 1;
    }
    if (rest == null) {
      return query;
    }
    return rest.isEmpty() ? null : rest.toString();
  }

  private static boolean isOneOf(String query, int start, int nameEnd, Set<String> names) {
    String raw = query.substring(start, nameEnd);
    if (names.contains(raw)) {
      return true;
    }
    String decoded = raw.indexOf('%') < 0 ? null : PercentCoding.decode(raw);
    return decoded != null && names.contains(decoded);
  }

  private static boolean isNamed(String query, int start, int nameEnd, String name) {
    if (nameEnd - start == name.length() && query.startsWith(name, start)) {
      return true;
    }
    int percent = query.indexOf('%', start);
    return percent >= 0
        && percent < nameEnd
        && name.equals(PercentCoding.decode(query.substring(start, nameEnd)));
  }

  private static int segmentEnd(String query, int start) {
    int end = query.indexOf('&', start);
    return end < 0 ? query.length() : end;
  }

  private static int nameEnd(String query, int start, int end) {
    for (int i = start; i < end; i++) {
      if (query.charAt(i) == '=') {
        return i;
      }
    }
    return end;
  }
}

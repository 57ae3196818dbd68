// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The request headers a response was chosen by (RFC 9110, 12.5.5). */
public final class Vary {
  /** A response that does not vary. */
  public static final Vary NONE = new Vary(false, List.of());

  private final boolean any;
  private final List<String> names;

  private Vary(boolean any, List<String> names) {
    this.any = any;
    this.names = names;
  }

  /** Parses all {@code Vary} lines of a response; no line gives {@link #NONE}. */
  public static Vary parse(List<String> lines) {
    if (lines.isEmpty()) {
      return NONE;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      addMembers(names, lines.get(i));
    }
    boolean any = names.remove("*");
    Collections.sort(names);
    return new Vary(any, Collections.unmodifiableList(names));
  }

  private static void addMembers(List<String> names, String line) {
    int start = 0;
    while (start < line.length()) {
      int comma = line.indexOf(',', start);
      int end = comma < 0 ? line.length() : comma;
      int from = Ascii.skipBlanks(line, start, end);
      String name = Ascii.lower(line.substring(from, Ascii.trimEnd(line, from, end)));
      if (!name.isEmpty() && !names.contains(name)) {
        names.add(name);
      }
      start = end + 1;
    }
  }

  /** Whether one member is {@code *}, so that no request can be known to match. */
  public boolean any() {
    return any;
  }

  /** The other members in lower case, sorted and distinct; unmodifiable, perhaps empty. */
  public List<String> names() {
    return names;
  }

  /** Whether the response does not vary. */
  public boolean isEmpty() {
    return !any && names.isEmpty();
  }
}

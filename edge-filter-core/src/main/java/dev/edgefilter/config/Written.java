// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.Position;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one object of a configuration was written, so that rules about it can name the line.
 *
 * @param source the file; empty for a configuration built in code
 * @param base the place of the object in its file; empty when the file is the object
 * @param positions the known positions of the file by place
 * @param broken the places of the file that could not be read
 */
record Written(String source, String base, Map<String, Position> positions, Set<String> broken) {
  /** An object that was built in code. */
  static Written inCode(String base) {
    return new Written("", base, Map.of(), Set.of());
  }

  /** Adds a problem at a place inside the object, unless that place is broken already. */
  void report(List<ConfigProblem> problems, String place, String message) {
    String full = join(base, place);
    if (!isBroken(full)) {
      problems.add(problemAt(full, message));
    }
  }

  /** The position of a place inside the object, or of what is around it. */
  Position at(String place) {
    Position at = nearest(join(base, place));
    return at == null ? Position.NONE : at;
  }

  /** Whether something at, in or around a place inside the object could not be read. */
  boolean isBrokenAt(String place) {
    return isBroken(join(base, place));
  }

  private ConfigProblem problemAt(String full, String message) {
    Position at = nearest(full);
    return at == null
        ? new ConfigProblem(source, 0, 0, full, message)
        : new ConfigProblem(source, at.line(), at.column(), full, message);
  }

  private @Nullable Position nearest(String full) {
    for (String place = full; ; place = parent(place)) {
      Position at = positions.get(place);
      if (at != null || place.isEmpty()) {
        return at;
      }
    }
  }

  private static String parent(String place) {
    int end = Math.max(place.lastIndexOf('.'), place.lastIndexOf('['));
    return end < 0 ? "" : place.substring(0, end);
  }

  private boolean isBroken(String full) {
    for (String place : broken) {
      if (place.equals(full) || isInside(place, full) || isInside(full, place)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInside(String inner, String outer) {
    return !outer.isEmpty()
        && inner.length() > outer.length()
        && inner.startsWith(outer)
        && (inner.charAt(outer.length()) == '.' || inner.charAt(outer.length()) == '[');
  }

  static String join(String base, String place) {
    if (base.isEmpty() || place.isEmpty()) {
      return base + place;
    }
    return base + '.' + place;
  }
}

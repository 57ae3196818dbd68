// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that somebody probably meant. */
public final class NearestName {
  private NearestName() {}

  /** The known name that is closest to a wrong one; null when none is close. */
  public static @Nullable String of(String wrong, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(1, Math.min(wrong.length(), 30) / 3) + 1;
    for (String name : known) {
      int distance = distance(lower(wrong), lower(name), bestDistance);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** {@code ; did you mean "…"?}, or nothing when no known name is close. */
  public static String hint(String wrong, Collection<String> known) {
    String nearest = of(wrong, known);
    return nearest == null ? "" : "; did you mean \"" + nearest + "\"?";
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}

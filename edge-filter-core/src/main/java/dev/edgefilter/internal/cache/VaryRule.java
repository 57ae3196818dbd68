// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.Vary;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which of the variants stored under one key answers a request (RFC 9111, 4.1). */
public final class VaryRule {

  /** Stands for a header the request does not have; no header value holds a NUL. */
  private static final String ABSENT = "\0";

  private VaryRule() {}

  /** The newest variant whose selecting headers match, or null. */
  public static @Nullable StoredResponse select(StoredResponse[] variants, OriginView request) {
    for (StoredResponse variant : variants) {
      if (mismatch(variant.head(), request) == null) {
        return variant;
      }
    }
    return null;
  }

  /**
   * The {@code Vary} a viewer gets where it does not select: without what the origin never saw
   * (CloudFront: HTTP responses, Vary).
   *
   * @param seen tells which headers the origin may see
   * @param starKept true when {@code *} is passed on, because the response is never reused
   * @return null when nothing remains
   */
  public static @Nullable String toViewer(
      List<String> lines, Predicate<String> seen, boolean starKept) {
    boolean any = Vary.parse(lines).any();
    StringBuilder kept = new StringBuilder(any && starKept ? "*" : "");
    for (String line : lines) {
      int start = 0;
      while (start <= line.length()) {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        String name = line.substring(start, end).trim();
        if (!name.isEmpty() && !name.equals("*") && seen.test(name)) {
          kept.append(kept.length() == 0 ? "" : ", ").append(name);
        }
        start = end + 1;
      }
    }
    return kept.length() == 0 ? null : kept.toString();
  }

  /** The first header of Vary that chooses against a variant, or null when none does. */
  public static @Nullable String mismatch(StoredHead head, OriginView request) {
    List<String> names = head.varyNames();
    for (int i = 0; i < names.size(); i++) {
      if (!head.varyValues().get(i).equals(value(request, names.get(i)))) {
        return names.get(i);
      }
    }
    return null;
  }

  /** The value a variant is chosen by: all lines joined, blanks around list members dropped. */
  static String value(OriginView request, String name) {
    @Nullable String joined = request.joined(name);
    if (joined == null) {
      return ABSENT;
    }
    return name.equalsIgnoreCase("Accept-Language")
        ? LanguageRanges.normalized(joined)
        : normalized(joined);
  }

  private static String normalized(String value) {
    if (value.indexOf(',') < 0 || value.indexOf('"') >= 0) {
      return value.trim();
    }
    StringBuilder text = new StringBuilder(value.length());
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      text.append(text.length() == 0 ? "" : ",").append(value.substring(start, end).trim());
      start = end + 1;
    }
    return text.toString();
  }
}

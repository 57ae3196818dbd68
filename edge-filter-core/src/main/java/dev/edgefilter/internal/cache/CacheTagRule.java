// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.Headers;
import dev.edgefilter.store.Invalidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which cache tags a response is stored under (CloudFront: Invalidate by cache tag). */
public final class CacheTagRule {

  /** More than this many of one response are ignored. */
  static final int MOST_TAGS = 50;

  private CacheTagRule() {}

  /**
   * The tags that the origin wrote into a header, in lower case, each once.
   *
   * @param headerName the header that holds tags, or empty when none does
   */
  public static List<String> tags(Headers headers, String headerName) {
    if (headerName.isEmpty() || !headers.contains(headerName)) {
      return List.of();
    }
    List<String> tags = new ArrayList<>();
    for (String line : headers.all(headerName)) {
      addTags(line, tags);
    }
    return tags;
  }

  private static void addTags(String line, List<String> tags) {
    int start = 0;
    while (start <= line.length() && tags.size() < MOST_TAGS) {
      int comma = line.indexOf(',', start);
      int end = comma < 0 ? line.length() : comma;
      String text = line.substring(start, end).strip().toLowerCase(Locale.ROOT);
      if (Invalidation.isTag(text) && !tags.contains(text)) {
        tags.add(text);
      }
      start = end + 1;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code If-Match} or {@code If-None-Match} asks for: any representation, or one of a list
 * (RFC 9110, 13.1.1 and 13.1.2).
 */
public final class EntityTags {
  private static final EntityTags ANY = new EntityTags(true, List.of());

  private final boolean any;
  private final List<EntityTag> list;

  private EntityTags(boolean any, List<EntityTag> list) {
    this.any = any;
    this.list = list;
  }

  /**
   * Parses the joined lines of the header; null gives null.
   *
   * <p>Malformed members are skipped, so a header without a single valid one matches nothing. An
   * asterisk counts only when it stands alone.
   */
  public static @Nullable EntityTags parse(@Nullable String joined) {
    if (joined == null) {
      return null;
    }
    return Ascii.trim(joined).equals("*") ? ANY : new EntityTags(false, members(joined));
  }

  private static List<EntityTag> members(String joined) {
    List<EntityTag> found = new ArrayList<>();
    int length = joined.length();
    int start = 0;
    while (start < length) {
      start = Ascii.skipBlanks(joined, start, length);
      int end = EntityTag.endAt(joined, start, length);
      int after = end < 0 ? start : Ascii.skipBlanks(joined, end, length);
      if (end >= 0 && (after == length || joined.charAt(after) == ',')) {
        found.add(EntityTag.read(joined, start, end));
      }
      // A tag may hold commas, so the next member is sought behind it.
      int comma = joined.indexOf(',', after);
      start = comma < 0 ? length : comma + 1;
    }
    return List.copyOf(found);
  }

  /** Whether it is {@code *}, which matches every representation there is. */
  public boolean any() {
    return any;
  }

  /** The listed entity tags in order; unmodifiable, and empty for {@code *}. */
  public List<EntityTag> list() {
    return list;
  }

  /** Whether the tag matches by weak comparison, as for {@code If-None-Match}. */
  public boolean weaklyContains(EntityTag tag) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).matchesWeakly(tag)) {
        return true;
      }
    }
    return any;
  }

  /** Whether the tag matches by strong comparison, as for {@code If-Match}. */
  public boolean stronglyContains(EntityTag tag) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).matchesStrongly(tag)) {
        return true;
      }
    }
    return any;
  }
}

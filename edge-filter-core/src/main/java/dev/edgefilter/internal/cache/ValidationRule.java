// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.store.StoredHead;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a stored response is validated, and what a 304 changes in it (RFC 9111, 4.3). */
public final class ValidationRule {

  /** Fields that describe the stored body, which a 304 does not carry (RFC 9111, 3.2). */
  private static final Set<String> OF_BODY =
      Set.of("content-length", "content-encoding", "content-range");

  private ValidationRule() {}

  /** True when the stored response can be validated at all. */
  public static boolean hasValidator(StoredHead head) {
    return head.entityTag() != null || head.lastModifiedMillis() != HttpDate.INVALID;
  }

  /** Adds the stored validators to the headers for the origin. */
  public static Headers conditional(Headers headers, StoredHead head) {
    Headers.Builder builder = headers.toBuilder();
    EntityTag tag = head.entityTag();
    if (tag != null) {
      builder.set("If-None-Match", tag.toString());
    }
    String modified = head.headers().first("Last-Modified");
    if (modified != null && head.lastModifiedMillis() != HttpDate.INVALID) {
      builder.set("If-Modified-Since", modified);
    }
    return builder.build();
  }

  /** The stored head with the headers of a 304 (RFC 9111, 3.2), to be judged like a fresh one. */
  public static ResponseHead merged(StoredHead stored, ResponseHead notModified) {
    // The stored Date would make the confirmed response as old as the first one; without a Date of
    // the 304 its arrival counts (RFC 9110, 6.6.1).
    Headers.Builder merged = stored.headers().toBuilder().remove("Date");
    Headers update = notModified.headers();
    for (int i = 0; i < update.size(); i++) {
      if (updates(stored, update, i)) {
        merged.remove(update.name(i));
      }
    }
    for (int i = 0; i < update.size(); i++) {
      if (updates(stored, update, i)) {
        merged.add(update.name(i), update.value(i));
      }
    }
    return new ResponseHead(stored.status(), merged.build());
  }

  private static boolean updates(StoredHead stored, Headers update, int index) {
    String name = update.name(index);
    if (name.equalsIgnoreCase("Content-Type")) {
      return !losesParameters(stored.headers().first("Content-Type"), update.value(index));
    }
    return !OF_BODY.contains(name.toLowerCase(Locale.ROOT));
  }

  /** A servlet's 304 has no writer and so no charset; the stored body still has its own. */
  private static boolean losesParameters(@Nullable String stored, String update) {
    return stored != null
        && update.indexOf(';') < 0
        && stored.regionMatches(true, 0, update, 0, update.length())
        && stored.startsWith(";", update.length());
  }
}

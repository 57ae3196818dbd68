// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jetty;

import dev.edgefilter.http.Headers;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * The encoded fields of heads that are sent again and again.
 *
 * <p>A bounded table by identity in which newer heads displace older ones. A head is encoded when
 * it is met a second time in its slot, so that what is sent once costs next to nothing.
 */
final class ReadyFields {
  private static final int SLOTS = 1024;
  private static final int MOST_LINES = Long.SIZE;

  private final AtomicReferenceArray<@Nullable Ready> table = new AtomicReferenceArray<>(SLOTS);

  /** The fields of one head; none while it was met only once. */
  static final class Ready {
    private final Headers headers;
    private final HttpField @Nullable [] fields;

    private Ready(Headers headers, HttpField @Nullable [] fields) {
      this.headers = headers;
      this.fields = fields;
    }

    HttpField[] fields() {
      return Objects.requireNonNull(fields, "fields");
    }

    /** The same not encoded: what replaces a field of Jetty's own is copied by Jetty anyway. */
    HttpField plain(int i) {
      HttpField field = fields()[i];
      return new HttpField(field.getHeader(), field.getName(), field.getValue());
    }

    /** A bit for the first field of each name that is set already. */
    long present(HttpFields set) {
      long present = 0;
      for (HttpField other : set) {
        int i = indexOf(other);
        present |= i < 0 ? 0 : 1L << i;
      }
      return present;
    }

    private int indexOf(HttpField other) {
      HttpHeader known = other.getHeader();
      HttpField[] all = fields();
      for (int i = 0; i < all.length; i++) {
        if (known == null ? other.isSameName(all[i]) : all[i].getHeader() == known) {
          return i;
        }
      }
      return -1;
    }
  }

  /** The fields of a head, or null when it is not worth while. */
  @SuppressWarnings("ReferenceEquality") // comparing lines would cost what is saved
  @Nullable Ready of(Headers headers) {
    if (headers.size() > MOST_LINES) {
      return null;
    }
    int slot = System.identityHashCode(headers) & SLOTS - 1;
    Ready known = table.get(slot);
    if (known == null || known.headers != headers) {
      table.set(slot, new Ready(headers, null));
      return null;
    }
    if (known.fields == null) {
      known = new Ready(headers, encode(headers));
      table.set(slot, known);
    }
    return known;
  }

  private static HttpField[] encode(Headers headers) {
    HttpField[] fields = new HttpField[headers.size()];
    for (int i = 0; i < fields.length; i++) {
      String name = headers.name(i);
      HttpHeader known = HttpHeader.CACHE.get(name);
      fields[i] = new PreEncodedHttpField(known, name, headers.value(i));
    }
    return fields;
  }
}

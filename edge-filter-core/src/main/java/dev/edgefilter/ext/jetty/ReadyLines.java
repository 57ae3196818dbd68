// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jetty;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * The encoded fields of single lines that come again and again, such as {@code Via}; one that comes
 * once is encoded when it is sent.
 */
final class ReadyLines {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<@Nullable HttpField> table = new AtomicReferenceArray<>(SLOTS);

  /**
   * The field of a line.
   *
   * @param known Jetty's constant for the name, or null when it has none
   */
  @SuppressWarnings("ReferenceEquality") // other objects with the same text are encoded anew
  HttpField of(@Nullable HttpHeader known, String name, String value) {
    int slot = (value.hashCode() * 31 + name.length()) & SLOTS - 1;
    HttpField field = table.get(slot);
    if (field != null && field.getValue() == value && field.getName().equals(name)) {
      return field instanceof PreEncodedHttpField ? field : encode(slot, field);
    }
    field = new HttpField(known, name, value);
    table.set(slot, field);
    return field;
  }

  private HttpField encode(int slot, HttpField seen) {
    HttpField encoded = new PreEncodedHttpField(seen.getHeader(), seen.getName(), seen.getValue());
    table.set(slot, encoded);
    return encoded;
  }
}

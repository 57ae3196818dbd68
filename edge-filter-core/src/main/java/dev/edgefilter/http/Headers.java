// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a message in the order they were sent.
 *
 * <p>Immutable and safe to share. Names are compared without regard to ASCII case and keep the
 * spelling they were given. Every name is a token and no value holds CR, LF or NUL (RFC 9110, 5.1
 * and 5.5).
 */
public final class Headers implements Iterable<Headers.Line> {
  /** No lines at all. */
  public static final Headers EMPTY = new Headers(new String[0], new String[0], 0);

  private final String[] names;
  private final String[] values;
  private final int size;

  /** Takes the arrays over; they may be longer than the lines are many. */
  private Headers(String[] names, String[] values, int size) {
    this.names = names;
    this.values = values;
    this.size = size;
  }

  /**
   * Makes headers of alternating names and values.
   *
   * @throws IllegalArgumentException if a name or value is not allowed, or the last value is
   *     missing
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a value is missing after \"" + namesAndValues[namesAndValues.length - 1] + "\"");
    }
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** Starts headers without any line. */
  public static Builder builder() {
    return new Builder(new String[8], new String[8], 0, false);
  }

  /** Starts from these lines, which are copied when the first one is changed. */
  public Builder toBuilder() {
    return new Builder(names, values, size, true);
  }

  /** The number of lines, not of distinct names. */
  public int size() {
    return size;
  }

  /** The name of line {@code i}, from 0, in the spelling it was given. */
  public String name(int i) {
    return names[Objects.checkIndex(i, size)];
  }

  /** The value of line {@code i}, from 0. */
  public String value(int i) {
    return values[Objects.checkIndex(i, size)];
  }

  /** The value of the first line with that name, or null if there is none. */
  public @Nullable String first(String name) {
    int i = indexOf(names, size, name, 0);
    return i < 0 ? null : values[i];
  }

  /** The values of all lines with that name, in order; an unmodifiable list, perhaps empty. */
  public List<String> all(String name) {
    int i = indexOf(names, size, name, 0);
    if (i < 0) {
      return List.of();
    }
    int next = indexOf(names, size, name, i + 1);
    return next < 0 ? List.of(values[i]) : allFrom(name, i);
  }

  private List<String> allFrom(String name, int first) {
    List<String> found = new ArrayList<>();
    for (int i = first; i >= 0; i = indexOf(names, size, name, i + 1)) {
      found.add(values[i]);
    }
    return Collections.unmodifiableList(found);
  }

  /**
   * The values of all lines with that name, joined by {@code ", "} (RFC 9110, 5.3); null if there
   * is none. Allocates nothing when there is one line.
   */
  public @Nullable String joined(String name) {
    int i = indexOf(names, size, name, 0);
    if (i < 0) {
      return null;
    }
    int next = indexOf(names, size, name, i + 1);
    return next < 0 ? values[i] : String.join(", ", allFrom(name, i));
  }

  /** Whether there is a line with that name. */
  public boolean contains(String name) {
    return indexOf(names, size, name, 0) >= 0;
  }

  /** Every distinct name once, in order of its first line and in that line's spelling. */
  public List<String> names() {
    List<String> distinct = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (indexOf(names, i, names[i], 0) < 0) {
        distinct.add(names[i]);
      }
    }
    return Collections.unmodifiableList(distinct);
  }

  @Override
  public Iterator<Line> iterator() {
    return new Lines();
  }

  /** Whether both hold the same lines in the same order; the case of names does not count. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that
        && Arrays.equals(values, 0, size, that.values, 0, that.size)
        && sameNames(that);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + Ascii.lower(names[i]).hashCode();
      hash = 31 * hash + values[i].hashCode();
    }
    return hash;
  }

  /** All lines as {@code name: value}, one a line. Hides nothing, so it is not fit for logs. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      text.append(names[i]).append(": ").append(values[i]).append('\n');
    }
    return text.toString();
  }

  private boolean sameNames(Headers that) {
    for (int i = 0; i < size; i++) {
      if (!Ascii.equalsIgnoreCase(names[i], that.names[i])) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(String[] names, int size, String name, int start) {
    for (int i = start; i < size; i++) {
      if (Ascii.equalsIgnoreCase(names[i], name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * One header line.
   *
   * @param name a token, in the spelling it was given
   * @param value the value without CR, LF or NUL
   */
  public record Line(String name, String value) {
    /** Checks both parts. */
    public Line {
      check(name, value);
    }
  }

  private static void check(String name, String value) {
    if (!Ascii.isToken(name)) {
      throw new IllegalArgumentException(
          "header name \"" + Printable.start(name) + "\" is not a token");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        // The value may be a secret, so the message names only where it is wrong.
        throw new IllegalArgumentException(
            "value of header \"" + name + "\" holds a CR, LF or NUL at index " + i);
      }
    }
  }

  private final class Lines implements Iterator<Line> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Line next() {
      if (next >= size) {
        throw new NoSuchElementException();
      }
      Line line = new Line(names[next], values[next]);
      next++;
      return line;
    }
  }

  /** Collects header lines; used by one thread at a time. */
  public static final class Builder {
    private static final int SPARE = 8;

    private String[] names;
    private String[] values;
    private int size;

    /** Whether the arrays belong to headers, too, and must be copied before they are changed. */
    private boolean shared;

    private Builder(String[] names, String[] values, int size, boolean shared) {
      this.names = names;
      this.values = values;
      this.size = size;
      this.shared = shared;
    }

    /**
     * Appends a line.
     *
     * @throws IllegalArgumentException if the name is no token or the value holds CR, LF or NUL
     */
    public Builder add(String name, String value) {
      check(name, value);
      ensure(size + 1);
      names[size] = name;
      values[size] = value;
      size++;
      return this;
    }

    /** Appends one line of other headers. */
    public Builder add(Headers headers, int line) {
      ensure(size + 1);
      names[size] = headers.name(line);
      values[size] = headers.value(line);
      size++;
      return this;
    }

    /** Appends all lines of other headers. */
    public Builder addAll(Headers headers) {
      int count = headers.size;
      ensure(size + count);
      System.arraycopy(headers.names, 0, names, size, count);
      System.arraycopy(headers.values, 0, values, size, count);
      size += count;
      return this;
    }

    /**
     * Replaces all lines with that name by one, at the place of the first of them or else at the
     * end.
     *
     * @throws IllegalArgumentException if the name is no token or the value holds CR, LF or NUL
     */
    public Builder set(String name, String value) {
      int i = indexOf(names, size, name, 0);
      if (i < 0) {
        return add(name, value);
      }
      check(name, value);
      ensure(size);
      names[i] = name;
      values[i] = value;
      removeFrom(name, i + 1);
      return this;
    }

    /** Removes all lines with that name, if there are any. */
    public Builder remove(String name) {
      removeFrom(name, 0);
      return this;
    }

    /** Whether there is a line with that name. */
    public boolean contains(String name) {
      return indexOf(names, size, name, 0) >= 0;
    }

    /** The lines so far; the builder can be used further. */
    public Headers build() {
      if (size == 0) {
        return EMPTY;
      }
      shared = true;
      return new Headers(names, values, size);
    }

    private void removeFrom(String name, int start) {
      int first = indexOf(names, size, name, start);
      if (first < 0) {
        return;
      }
      ensure(size);
      int kept = first;
      for (int i = first; i < size; i++) {
        if (!Ascii.equalsIgnoreCase(names[i], name)) {
          names[kept] = names[i];
          values[kept] = values[i];
          kept++;
        }
      }
      size = kept;
    }

    /** Makes the arrays this builder's own and long enough. */
    private void ensure(int needed) {
      if (shared || needed > names.length) {
        int roomy = size + Math.max(SPARE, size / 2);
        int capacity = needed <= names.length ? names.length : Math.max(needed, roomy);
        names = Arrays.copyOf(names, capacity);
        values = Arrays.copyOf(values, capacity);
        shared = false;
      }
    }
  }
}

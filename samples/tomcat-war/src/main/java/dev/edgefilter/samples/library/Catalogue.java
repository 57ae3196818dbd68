// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The books, read once from a list. */
final class Catalogue {
  private final List<Book> books;

  private Catalogue(List<Book> books) {
    this.books = List.copyOf(books);
  }

  static Catalogue load() {
    List<Book> books = new ArrayList<>();
    try (InputStream in = Catalogue.class.getResourceAsStream("/books.csv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(";", 4);
        books.add(new Book(parts[0], parts[1], parts[2], Integer.parseInt(parts[3])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Catalogue(books);
  }

  /** All books, or those of an author. */
  List<Book> books(@Nullable String author) {
    return books.stream().filter(book -> author == null || book.author().equals(author)).toList();
  }

  @Nullable Book book(String id) {
    return books.stream().filter(book -> book.id().equals(id)).findFirst().orElse(null);
  }
}

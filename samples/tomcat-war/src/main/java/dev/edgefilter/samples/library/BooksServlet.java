// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The catalogue at {@code /books/}, and a page for each book below it. */
public final class BooksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Catalogue catalogue = Catalogue.load();
  private final transient AtomicInteger made = new AtomicInteger();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null || path.equals("/")) {
      list(request, response);
      return;
    }
    Book book = catalogue.book(path.substring(1));
    if (book == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Cache-Control", "max-age=300");
    Page.send(
        response,
        book.title(),
        "<p>By "
            + Page.escape(book.author())
            + ", first published in "
            + book.year()
            + ".</p>"
            + footer());
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    StringBuilder items = new StringBuilder("<ul>");
    for (Book book : catalogue.books(request.getParameter("author"))) {
      items
          .append("<li><a href=\"/books/")
          .append(book.id())
          .append("\">")
          .append(Page.escape(book.title()))
          .append("</a>, <a href=\"/books/?author=")
          .append(URLEncoder.encode(book.author(), StandardCharsets.UTF_8))
          .append("\">")
          .append(Page.escape(book.author()))
          .append("</a></li>");
    }
    Page.send(response, "Books", items + "</ul>" + footer());
  }

  /** Counts the pages that the app has made: a stored page keeps its number. */
  private String footer() {
    return "<footer>Page " + made.incrementAndGet() + " made by the app</footer>";
  }
}

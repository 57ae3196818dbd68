// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** The frame around every page. */
final class Page {
  private Page() {}

  static void send(HttpServletResponse response, String title, String body) throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding("UTF-8");
    PrintWriter out = response.getWriter();
    out.println("<!DOCTYPE html>");
    out.println("<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title));
    out.println("</title><meta name=\"viewport\" content=\"width=device-width\">");
    out.println("<link rel=\"stylesheet\" href=\"/style.css\"></head><body>");
    out.println("<header><a href=\"/\">The town library</a><nav><a href=\"/books/\">Books</a>");
    out.println("<a href=\"/account\">Your account</a></nav></header>");
    out.println("<main><h1>" + escape(title) + "</h1>");
    out.println(body);
    out.println("</main></body></html>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import dev.edgefilter.http.Cookies;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is kept of cookies is read again as the same cookies. */
public final class CookieFuzz {
  private CookieFuzz() {}

  /** Reads the data as two Cookie lines. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    int middle = text.length() / 2;
    Cookies cookies = Cookies.parse(List.of(text.substring(0, middle), text.substring(middle)));
    String header = cookies.header(name -> true);
    Cookies again = Cookies.parse(header == null ? List.of() : List.of(header));
    if (!again.sorted().equals(cookies.sorted())) {
      throw new IllegalStateException(cookies.sorted() + " became " + again.sorted());
    }
  }
}

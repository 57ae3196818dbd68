// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import dev.edgefilter.config.waf.TextTransformation;
import dev.edgefilter.http.IpAddress;
import dev.edgefilter.http.IpRange;
import dev.edgefilter.internal.waf.text.Transformations;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What rules of web ACLs do to parts of a request ends, and stays bytes. */
public final class RequestFuzz {
  private RequestFuzz() {}

  /** Reads the data as text to transform, and as an address. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    for (TextTransformation transformation : TextTransformation.values()) {
      String result = Transformations.apply(List.of(transformation), text);
      if (result.length() > 3 * text.length() + 32 || result.chars().anyMatch(c -> c > 0xff)) {
        throw new IllegalStateException(transformation + " made " + result);
      }
    }
    IpAddress address = IpAddress.parse(text);
    IpRange range = IpRange.parse(text);
    if (address != null && (range == null || !range.contains(address))) {
      throw new IllegalStateException(text + " is not in " + range);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.signing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three or four cookies of one grant, in the order CloudFront lists them; immutable. */
public final class SignedCookies {
  private final Map<String, String> values;

  SignedCookies(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The values by cookie name, in order; they need no quoting. Unmodifiable. */
  public Map<String, String> values() {
    return values;
  }

  /** One {@code Set-Cookie} value for each cookie, without the header's name. */
  public List<String> setCookieHeaders(CookieAttributes attributes) {
    String suffix = attributes.text();
    List<String> headers = new ArrayList<>(values.size());
    for (Map.Entry<String, String> entry : values.entrySet()) {
      headers.add(entry.getKey() + "=" + entry.getValue() + suffix);
    }
    return Collections.unmodifiableList(headers);
  }

  /** The names only: whoever has the values has the grant. */
  @Override
  public String toString() {
    return "SignedCookies" + values.keySet();
  }
}

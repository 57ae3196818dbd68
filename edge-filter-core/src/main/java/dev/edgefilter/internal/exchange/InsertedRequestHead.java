// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A viewer's request with the headers of a web ACL, and without those that pretend to be such. */
final class InsertedRequestHead extends ForwardingRequestHead {

  private static final String PREFIX = "x-amzn-waf-";

  private final Headers inserted;

  private InsertedRequestHead(RequestHead original, Headers inserted) {
    super(original);
    this.inserted = inserted;
  }

  /** The same request when there is nothing to insert or to remove. */
  static RequestHead of(RequestHead original, Headers inserted) {
    if (inserted.size() > 0) {
      return new InsertedRequestHead(original, inserted);
    }
    for (String name : original.headerNames()) {
      if (isReserved(name)) {
        return new InsertedRequestHead(original, inserted);
      }
    }
    return original;
  }

  private static boolean isReserved(String name) {
    return name.length() > PREFIX.length() && name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }

  @Override
  public @Nullable String header(String name) {
    return isReserved(name) ? inserted.first(name) : original.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return isReserved(name) ? inserted.all(name) : original.headers(name);
  }

  @Override
  public List<String> headerNames() {
    List<String> names = new ArrayList<>();
    for (String name : original.headerNames()) {
      if (!isReserved(name)) {
        names.add(name);
      }
    }
    for (int i = 0; i < inserted.size(); i++) {
      if (!names.contains(inserted.name(i))) {
        names.add(inserted.name(i));
      }
    }
    return names;
  }
}

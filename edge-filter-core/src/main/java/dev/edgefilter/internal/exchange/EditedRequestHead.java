// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A viewer's request as a function changed it. */
final class EditedRequestHead extends ForwardingRequestHead {

  private final FunctionRequest edited;

  EditedRequestHead(RequestHead original, FunctionRequest edited) {
    super(original);
    this.edited = edited;
  }

  @Override
  public String method() {
    return edited.method();
  }

  @Override
  public String path() {
    return edited.uri();
  }

  @Override
  public @Nullable String query() {
    return edited.query();
  }

  @Override
  public @Nullable String header(String name) {
    return edited.headers().first(name);
  }

  @Override
  public List<String> headers(String name) {
    return edited.headers().all(name);
  }

  @Override
  public List<String> headerNames() {
    Headers headers = edited.headers();
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    List<String> names = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      if (seen.add(headers.name(i))) {
        names.add(headers.name(i));
      }
    }
    return names;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.plan.ErrorPagePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request for an error page: a GET with the headers of the viewer that got the error.
 *
 * <p>Conditions and ranges count only where the answer is a 200 (RFC 9110, 13.2.1 and 14.2), and
 * nothing of the viewer's request body goes along.
 */
final class PageRequestHead extends ForwardingRequestHead {

  private static final Set<String> OF_BODY =
      Set.of(
          "content-length",
          "content-type",
          "content-encoding",
          "content-language",
          "content-md5",
          "content-disposition",
          "transfer-encoding");

  private static final Set<String> CONDITIONS =
      Set.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since");

  private static final Set<String> RANGES = Set.of("range", "if-range");

  private final String path;
  private final boolean conditional;
  private final boolean ranged;

  PageRequestHead(RequestHead viewer, ErrorPagePlan page) {
    super(viewer);
    this.path = page.path();
    boolean reads = viewer.method().equals("GET") || viewer.method().equals("HEAD");
    this.conditional = reads && page.responseCode() == 200;
    this.ranged = conditional && viewer.method().equals("GET");
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public @Nullable String header(String name) {
    return isKept(name) ? original.header(name) : null;
  }

  @Override
  public List<String> headers(String name) {
    return isKept(name) ? original.headers(name) : List.of();
  }

  @Override
  public List<String> headerNames() {
    List<String> names = new ArrayList<>();
    for (String name : original.headerNames()) {
      if (isKept(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private boolean isKept(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !OF_BODY.contains(lower)
        && (conditional || !CONDITIONS.contains(lower))
        && (ranged || !RANGES.contains(lower));
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** May the answer to a POST be reused for GET (RFC 9110, 9.3.3; RFC 9111, 4). */
public final class PostRule {

  private PostRule() {}

  /** True with a lifetime of the origin's own and the request's URI as {@code Content-Location}. */
  public static boolean answersGet(RequestHead request, ResponseHead head, TtlSettings settings) {
    @Nullable String location = head.headers().first("Content-Location");
    if (head.status() != 200 || location == null) {
      return false;
    }
    Directives directives = Directives.of(head.headers(), settings);
    boolean explicit =
        directives.control().sMaxageSeconds() >= 0
            || directives.control().maxAgeSeconds() >= 0
            || (head.headers().contains("Expires") && !directives.targeted());
    @Nullable URI target = UnsafeMethodRule.target(request, location.strip());
    return explicit
        && target != null
        && target.getRawPath().equals(request.path())
        && Objects.equals(target.getRawQuery(), request.query());
  }
}

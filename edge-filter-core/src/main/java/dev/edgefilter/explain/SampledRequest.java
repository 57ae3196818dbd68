// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that a rule of a web ACL decided on or counted; without query, cookies and other
 * headers, so that a sample holds no secret.
 *
 * @param millis when it arrived, milliseconds since 1970
 * @param address the viewer's address, or null when unknown
 * @param method the method
 * @param host the Host header
 * @param path the raw path
 * @param userAgent the User-Agent header, or null
 * @param reason what was decided
 * @param rule the rule that decided, or {@code Default_Action}
 * @param counted the rules that matched and only count
 * @param labels what rules labelled it with
 * @param status what a blocked viewer got, 0 when it was not blocked
 */
public record SampledRequest(
    long millis,
    @Nullable String address,
    String method,
    String host,
    String path,
    @Nullable String userAgent,
    Reason reason,
    String rule,
    List<String> counted,
    List<String> labels,
    int status) {
  /** Copies the lists. */
  public SampledRequest {
    counted = List.copyOf(counted);
    labels = List.copyOf(labels);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a web ACL decided about a request.
 *
 * @param reason why; tells whether it is blocked
 * @param rule the name of the rule that decided, {@code group/rule} in a group, or {@code
 *     Default_Action}
 * @param status what a blocked viewer gets
 * @param contentType the type of the custom body, or null
 * @param body the custom body, or null for the edge's own page; empty for none at all
 * @param responseHeaders headers for a blocked viewer
 * @param custom whether the rule describes the response, so that no error page stands in for it
 * @param inserted headers for what comes after the web ACL
 * @param labels all labels that rules gave the request
 * @param counted the rules that matched and only count
 * @param sampled whether the request is kept as a sample
 */
public record WafDecision(
    WafReason reason,
    String rule,
    int status,
    @Nullable String contentType,
    @Nullable String body,
    Headers responseHeaders,
    boolean custom,
    Headers inserted,
    List<String> labels,
    List<String> counted,
    boolean sampled) {
  /** The name that stands for the default action. */
  public static final String DEFAULT_ACTION = "Default_Action";

  /** Whether the request is refused. */
  public boolean blocks() {
    return switch (reason) {
      case DEFAULT_BLOCK, BLOCKED, RATE_LIMITED -> true;
      case DEFAULT_ALLOW, ALLOWED -> false;
    };
  }
}

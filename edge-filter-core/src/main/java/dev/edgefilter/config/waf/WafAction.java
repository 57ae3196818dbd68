// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import dev.edgefilter.http.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a request that a rule matches.
 *
 * @param kind the action
 * @param response what a blocked viewer gets; null for the plain 403
 * @param insertHeaders headers for what comes after the web ACL; {@code x-amzn-waf-} is put before
 *     their names; not for block
 */
public record WafAction(Kind kind, @Nullable CustomResponse response, Headers insertHeaders) {
  /** The actions. */
  public enum Kind {
    /** Goes on at once; no later rule is asked. */
    ALLOW,
    /** Is answered by the edge. */
    BLOCK,
    /** Is counted, and the next rule is asked. */
    COUNT
  }

  /** Refuses null. */
  public WafAction {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(insertHeaders, "insertHeaders");
  }

  /** Goes on at once. */
  public static WafAction allow() {
    return new WafAction(Kind.ALLOW, null, Headers.EMPTY);
  }

  /** Is answered with a plain 403. */
  public static WafAction block() {
    return new WafAction(Kind.BLOCK, null, Headers.EMPTY);
  }

  /** Is answered with a response of its own. */
  public static WafAction block(CustomResponse response) {
    return new WafAction(Kind.BLOCK, Objects.requireNonNull(response, "response"), Headers.EMPTY);
  }

  /** Is only counted. */
  public static WafAction count() {
    return new WafAction(Kind.COUNT, null, Headers.EMPTY);
  }

  /** The same with headers for what comes after the web ACL. */
  public WafAction inserting(Headers headers) {
    return new WafAction(kind, response, headers);
  }
}

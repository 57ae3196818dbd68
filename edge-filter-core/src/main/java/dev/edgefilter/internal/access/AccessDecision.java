// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a viewer may have a response, and what it is told if not.
 *
 * @param status the status to answer with; 0 when access is allowed
 * @param location where a redirect points to, else null
 * @param errorCode the code of CloudFront's XML error, when a signature is refused, else null: the
 *     answer is then the usual error page
 * @param errorMessage the message of that error, or null
 * @param detail what an operator wants to know, a fact a line; printable, without signatures, and
 *     not for viewers
 * @param renewal a token for what the viewer asks for next, or null
 */
public record AccessDecision(
    Outcome outcome,
    AccessReason reason,
    int status,
    @Nullable String location,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    List<String> detail,
    @Nullable TokenRenewal renewal) {

  /** What to do with the request. */
  public enum Outcome {
    ALLOW,
    REDIRECT,
    REFUSE
  }

  /** Nothing stands against the request. */
  public static final AccessDecision OPEN = allow(AccessReason.OPEN, List.of());

  static AccessDecision allow(AccessReason reason, List<String> detail) {
    return new AccessDecision(Outcome.ALLOW, reason, 0, null, null, null, detail, null);
  }

  static AccessDecision renew(AccessReason reason, TokenRenewal renewal) {
    return new AccessDecision(Outcome.ALLOW, reason, 0, null, null, null, List.of(), renewal);
  }

  static AccessDecision redirect(AccessReason reason, int status, String location) {
    return new AccessDecision(
        Outcome.REDIRECT, reason, status, location, null, null, List.of(), null);
  }

  /** Refuses with the usual error page. */
  static AccessDecision refuse(AccessReason reason, String detail) {
    return new AccessDecision(Outcome.REFUSE, reason, 403, null, null, null, List.of(detail), null);
  }

  /** Refuses with CloudFront's XML error for signatures. */
  static AccessDecision refuseSignature(AccessReason reason, List<String> detail) {
    AccessReason.SignatureError error = reason.error();
    return new AccessDecision(
        Outcome.REFUSE, reason, 403, null, error.code(), error.message(), detail, null);
  }

  /** Whether the request may go on. */
  public boolean allowed() {
    return outcome == Outcome.ALLOW;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.internal.plan.FailoverPlan;
import org.jspecify.annotations.Nullable;

/** What an exchange keeps of asking the origin; apart from it, so that a hit need not have it. */
final class OriginSide {

  /** The store's stamp when the origin was asked. */
  long stamp;

  /** When it was asked, in milliseconds since the epoch. */
  long askedMillis;

  /** What comes after the body, as the head announces it, or null. */
  @Nullable String trailer;

  /** When its head arrived, in milliseconds since the epoch. */
  long arrivalMillis;

  /** How much of the body it has pushed. */
  long pushedBytes;

  /** Cuts the parts of a multipart answer out of what it pushes, once the head is sent. */
  @Nullable PartCutter cutter;

  /** What a function, or the edge for a failure, made in the origin's place. */
  @Nullable Generated generated;

  /** What a function put in the place of the origin's body. */
  byte @Nullable [] replacedBody;

  /** What the origin was to be asked as the origin-request function left it, or null without. */
  @Nullable FunctionRequest edited;

  /** Whom an origin-request function turned to, or null. */
  @Nullable FailoverPlan turnedTo;

  /** Another origin is asked. */
  void startAgain() {
    edited = null;
    turnedTo = null;
    generated = null;
    replacedBody = null;
    pushedBytes = 0;
  }
}

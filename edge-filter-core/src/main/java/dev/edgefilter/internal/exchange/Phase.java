// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.util.EnumSet;
import java.util.Set;

/** Where an exchange stands; {@link #successors()} is the diagram of the design notes. */
public enum Phase {
  /** Distribution, path safety, cache behavior. */
  RECEIVE,
  /** Protocol, method, signature. */
  AUTHORIZE,
  /** The viewer-request function. */
  VIEWER_REQUEST,
  /** Key, stored response, reuse, collapsing. */
  LOOKUP,
  /** What the origin is asked. */
  ORIGIN_REQUEST,
  /** Asks the origin, which pushes its response into the phases below. */
  FETCH,
  /** 304 merge, stale on error, the origin-response function. */
  ORIGIN_RESPONSE,
  /** Storable, how long, open the fill. */
  STORE,
  /** Condition, range, the viewer-response function, the head. */
  VIEWER_RESPONSE,
  /** Body bytes, and the end of the fill. */
  TRANSFER,
  /** The application answers later, from another thread. */
  PARKED,
  /** Nothing to run any more. */
  DONE;

  /** The phases that may follow this one. */
  public Set<Phase> successors() {
    return switch (this) {
      case RECEIVE -> EnumSet.of(AUTHORIZE, VIEWER_RESPONSE);
      case AUTHORIZE -> EnumSet.of(VIEWER_REQUEST, VIEWER_RESPONSE);
      case VIEWER_REQUEST -> EnumSet.of(LOOKUP, VIEWER_RESPONSE);
      case LOOKUP -> EnumSet.of(ORIGIN_REQUEST, VIEWER_RESPONSE);
      case ORIGIN_REQUEST -> EnumSet.of(FETCH, VIEWER_RESPONSE);
      case FETCH -> EnumSet.of(ORIGIN_RESPONSE, VIEWER_RESPONSE, PARKED, DONE);
      case PARKED -> EnumSet.of(ORIGIN_RESPONSE, VIEWER_RESPONSE, DONE);
      case ORIGIN_RESPONSE -> EnumSet.of(STORE, VIEWER_RESPONSE);
      case STORE -> EnumSet.of(VIEWER_RESPONSE);
      case VIEWER_RESPONSE -> EnumSet.of(TRANSFER);
      case TRANSFER -> EnumSet.of(DONE);
      case DONE -> EnumSet.noneOf(Phase.class);
    };
  }
}

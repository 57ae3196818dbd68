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
  /** The application, or another viewer's fetch, goes on with it later, from another thread. */
  PARKED,
  /** Nothing to run any more. */
  DONE;

  /** The phases that may follow this one. */
  public Set<Phase> successors() {
    Set<Phase> successors = EnumSet.noneOf(Phase.class);
    for (Phase next : values()) {
      if (leadsTo(next)) {
        successors.add(next);
      }
    }
    return successors;
  }

  /** Whether that phase may follow this one; asked on every move, so it makes nothing. */
  boolean leadsTo(Phase next) {
    return switch (this) {
      case RECEIVE -> next == AUTHORIZE || next == VIEWER_RESPONSE;
      case AUTHORIZE -> next == VIEWER_REQUEST || next == VIEWER_RESPONSE;
      case VIEWER_REQUEST -> next == LOOKUP || next == VIEWER_RESPONSE;
      case LOOKUP -> next == ORIGIN_REQUEST || next == VIEWER_RESPONSE || next == PARKED;
      case ORIGIN_REQUEST -> next == FETCH || next == VIEWER_RESPONSE;
      case FETCH ->
          next == ORIGIN_RESPONSE
              || next == VIEWER_RESPONSE
              || next == ORIGIN_REQUEST
              || next == PARKED
              || next == DONE;
      // Back to LOOKUP when another viewer's fetch has ended.
      case PARKED ->
          next == ORIGIN_RESPONSE || next == VIEWER_RESPONSE || next == LOOKUP || next == DONE;
      // Back to ORIGIN_REQUEST for the other origin of a group.
      case ORIGIN_RESPONSE ->
          next == STORE || next == VIEWER_RESPONSE || next == LOOKUP || next == ORIGIN_REQUEST;
      case STORE -> next == VIEWER_RESPONSE;
      case VIEWER_RESPONSE -> next == TRANSFER;
      // Back to LOOKUP for the next slice.
      case TRANSFER -> next == DONE || next == LOOKUP;
      case DONE -> false;
    };
  }
}

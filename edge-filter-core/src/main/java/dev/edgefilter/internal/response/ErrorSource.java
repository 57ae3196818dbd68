// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

/** Who made an error that a viewer would get. */
public enum ErrorSource {
  /** An origin, now or when its answer was stored, or the edge for an origin that failed. */
  ORIGIN,
  /** The edge, which refused access: protocol, method, signature. */
  ACCESS,
  /** The edge, before it knew a cache behavior: an unknown host, a malformed or unsafe request. */
  BAD_REQUEST,
  /** A web ACL that describes its own response. */
  WEB_ACL,
  /** An edge function, or the edge for a function that failed. */
  FUNCTION
}

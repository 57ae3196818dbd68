// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

/** Why a store did not keep a response. */
public enum StoreRefusal {
  /** It is larger than the store takes. */
  TOO_LARGE,
  /** There is no room at present, or the store is closed. */
  NO_ROOM,
  /** It is asked for too rarely to displace what is stored. */
  NOT_ADMITTED,
  /** It was invalidated while it was on its way. */
  INVALIDATED,
  /** An answer that came later was stored in its place while its body was on its way. */
  SUPERSEDED,
  /** The body had not the length that was announced. */
  INCOMPLETE
}

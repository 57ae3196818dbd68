// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

/** Where the body of a response comes from. */
enum BodySource {
  /** Pushed by the origin. */
  ORIGIN,
  /** Read from the store. */
  STORED,
  /** Made by the edge or by a function. */
  GENERATED
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

/** What to do with a stored response. */
public enum Reuse {
  /** Serve it. */
  SERVE,
  /** Serve it when somebody else revalidates it, else revalidate it. */
  SERVE_WHILE_REVALIDATED,
  /** Ask the origin first. */
  REVALIDATE
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

/** Takes problems that do not stop a parser, such as names that occur twice. */
public interface Problems {
  /** Takes one. */
  void add(Position at, String message);
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/**
 * A setting that is accepted but has no effect here.
 *
 * @param source the file it stands in
 * @param line its line, from 1
 * @param place its place, such as {@code priceClass}
 * @param why why it has no effect
 */
public record ConfigNote(String source, int line, String place, String why) {
  @Override
  public String toString() {
    return source + ":" + line + " " + place + ": " + why;
  }
}

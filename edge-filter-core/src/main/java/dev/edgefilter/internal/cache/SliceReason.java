// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.explain.Reason;

/** Why a range is or is not answered from slices of the object. */
public enum SliceReason implements Reason {
  /** The range reaches behind the first slice, so the whole may be far longer than it. */
  FAR_RANGE("sliced", "Edge Filter: a range does not wait for the whole"),
  /** The object is known to be longer than a slice. */
  LARGE("sliced-large", "Edge Filter: a range does not wait for the whole"),
  /** The range lies within the first slice of an object that may well be small. */
  NEAR_RANGE("near-range", "Edge Filter: small objects are fetched whole"),
  /** Several ranges, or none that is valid. */
  NO_SINGLE_RANGE("no-single-range", "Edge Filter: one range is sliced"),
  /** The origin did not answer a slice a while ago. */
  NOT_SLICEABLE("not-sliceable", "RFC 9110, 14.2: an origin may ignore Range");

  private final String token;
  private final String source;

  SliceReason(String token, String source) {
    this.token = token;
    this.source = source;
  }

  /** True when the range is answered from slices. */
  public boolean sliced() {
    return this == FAR_RANGE || this == LARGE;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return source;
  }
}

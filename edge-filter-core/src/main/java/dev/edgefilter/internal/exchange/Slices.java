// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.http.ContentRange;
import dev.edgefilter.http.RangeSet;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.SliceRule;
import dev.edgefilter.internal.cache.SliceValidator;
import dev.edgefilter.internal.response.ResponsePlan;
import dev.edgefilter.store.CacheKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange stands that is answered from slices, one after the other.
 *
 * <p>Each slice is a stored response of its own: its key is that of the whole object and its number
 * besides, so paths, tags and variants mean the same. The exchange goes round LOOKUP to TRANSFER
 * once for each; the head goes out with the first slice that holds a byte for the viewer.
 */
final class Slices {

  /** A space is in no header name, so no part of a request can have this name. */
  private static final String PART = "slice ";

  private final CacheKey whole;
  private final long sliceBytes;
  private long index;
  private @Nullable SliceValidator validator;
  private boolean startedOver;
  private long fetchedBytes;
  private boolean planned;
  private long lastByte = -1;
  private ResultType sentResult = ResultType.MISS;
  private long sentAgeSeconds = -1;

  Slices(CacheKey whole, RangeSet ranges, long sliceBytes) {
    this.whole = whole;
    this.sliceBytes = sliceBytes;
    this.index = SliceRule.firstSlice(ranges, sliceBytes);
  }

  /** The key of the whole object. */
  CacheKey whole() {
    return whole;
  }

  /** The key of the present slice. */
  CacheKey key() {
    return key(index);
  }

  /** The key of any slice. */
  CacheKey key(long number) {
    String[] parts = whole.parts();
    String[] more = Arrays.copyOf(parts, parts.length + 2);
    more[parts.length] = PART;
    // With their length, as slices in files outlive the setting.
    more[parts.length + 1] = number + "*" + sliceBytes;
    return new CacheKey(whole.distributionId(), whole.path(), whole.query(), more);
  }

  /** Where in the object the present slice begins. */
  long start() {
    return index * sliceBytes;
  }

  long sliceBytes() {
    return sliceBytes;
  }

  /** What the origin is asked for. */
  String range() {
    return "bytes=" + start() + "-" + (start() + sliceBytes - 1);
  }

  /** What all slices of this answer agree on; null until the first is there. */
  @Nullable SliceValidator validator() {
    return validator;
  }

  void validator(SliceValidator agreed) {
    validator = agreed;
  }

  /** True the first time: slices that disagree are given up once, before the head is sent. */
  boolean startOver() {
    boolean first = !startedOver;
    startedOver = true;
    return first;
  }

  /** Notes how long the present slice is, as the head of its fetch tells it. */
  void expect(ResponseHead slice) {
    ContentRange range = ContentRange.parse(slice.headers().first("Content-Range"));
    fetchedBytes = range == null ? -1 : range.range().length();
  }

  /** The length of the present slice while it is fetched. */
  long fetchedBytes() {
    return fetchedBytes;
  }

  /** The head of the whole object, as the head of a slice tells it. */
  static ResponseHead wholeHead(ResponseHead slice) {
    ContentRange range = ContentRange.parse(slice.headers().first("Content-Range"));
    if (range == null) {
      return slice;
    }
    return new ResponseHead(
        200,
        slice.headers().toBuilder()
            .remove("Content-Range")
            .set("Content-Length", Long.toString(range.completeLength()))
            .build());
  }

  /**
   * Takes what the viewer is to get; false when the present slice does not hold its first byte, so
   * that another must be there before the head is sent.
   *
   * @param length the length of the whole object
   */
  boolean plan(ResponsePlan plan, long length) {
    if (plan.bodySent()) {
      long wanted = plan.first() / sliceBytes;
      if (wanted != index) {
        index = wanted;
        return false;
      }
      lastByte = plan.last() < 0 ? length - 1 : plan.last();
    }
    planned = true;
    return true;
  }

  /** Keeps what the head said of the answer, which later slices do not change. */
  void sent(ResultType result, long ageSeconds) {
    sentResult = result;
    sentAgeSeconds = ageSeconds;
  }

  ResultType sentResult() {
    return sentResult;
  }

  long sentAgeSeconds() {
    return sentAgeSeconds;
  }

  /** Goes on to the slice that is needed next; false when the viewer has all it wanted. */
  boolean next() {
    if (planned) {
      index++;
      return start() <= lastByte;
    }
    return true;
  }
}

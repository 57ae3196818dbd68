// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.ByteRange;
import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.EntityTags;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.RangeSet;
import dev.edgefilter.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates a viewer's conditions and ranges against a response (RFC 9110, 13.2.2 and 14.2). */
public final class ResponseRule {

  private ResponseRule() {}

  /** Whether a request has neither condition nor range, as most have not. */
  public static boolean asksForTheWhole(RequestHead request) {
    return request.header("If-None-Match") == null
        && request.header("If-Modified-Since") == null
        && request.header("Range") == null
        && request.header("If-Match") == null
        && request.header("If-Unmodified-Since") == null;
  }

  /**
   * Decides what is sent; conditions come first, in the order of RFC 9110, 13.2.2.
   *
   * @param nowMillis for two-digit years in dates
   */
  public static ResponsePlan decide(RequestHead request, Representation response, long nowMillis) {
    int status = response.status();
    boolean safe = request.method().equals("GET") || request.method().equals("HEAD");
    if (status != 200 || !safe) {
      return ResponsePlan.whole(status);
    }
    ResponseReason failed = failedPrecondition(request, response, nowMillis);
    if (failed != null) {
      return ResponsePlan.withoutBody(412, failed);
    }
    ResponseReason unchanged = notModified(request, response, nowMillis);
    if (unchanged != null) {
      return ResponsePlan.withoutBody(304, unchanged);
    }
    return request.method().equals("GET")
        ? range(request, response, nowMillis)
        : ResponsePlan.whole(status);
  }

  private static @Nullable ResponseReason failedPrecondition(
      RequestHead request, Representation response, long nowMillis) {
    @Nullable String ifMatch = request.joined("If-Match");
    EntityTag tag = response.entityTag();
    if (ifMatch != null) {
      @Nullable EntityTags wanted = EntityTags.parse(ifMatch);
      boolean matches =
          wanted != null && (wanted.any() || (tag != null && wanted.stronglyContains(tag)));
      return matches ? null : ResponseReason.FAILED_MATCH;
    }
    @Nullable String since = request.header("If-Unmodified-Since");
    if (since != null && response.lastModifiedMillis() != HttpDate.INVALID) {
      long date = HttpDate.parseMillis(since, nowMillis);
      if (date != HttpDate.INVALID && response.lastModifiedMillis() > date) {
        return ResponseReason.FAILED_UNMODIFIED;
      }
    }
    return null;
  }

  private static @Nullable ResponseReason notModified(
      RequestHead request, Representation response, long nowMillis) {
    @Nullable String ifNoneMatch = request.joined("If-None-Match");
    EntityTag tag = response.entityTag();
    if (ifNoneMatch != null) {
      @Nullable EntityTags held = EntityTags.parse(ifNoneMatch);
      boolean matches = held != null && (held.any() || (tag != null && held.weaklyContains(tag)));
      return matches ? ResponseReason.NOT_MODIFIED_ETAG : null;
    }
    @Nullable String since = request.header("If-Modified-Since");
    if (since == null || response.lastModifiedMillis() == HttpDate.INVALID) {
      return null;
    }
    long date = HttpDate.parseMillis(since, nowMillis);
    return date != HttpDate.INVALID && response.lastModifiedMillis() <= date
        ? ResponseReason.NOT_MODIFIED_DATE
        : null;
  }

  private static ResponsePlan range(RequestHead request, Representation response, long nowMillis) {
    @Nullable String header = request.header("Range");
    if (header == null || response.bodyBytes() < 0) {
      return ResponsePlan.whole(200);
    }
    if (!ifRangeHolds(request, response, nowMillis)) {
      return ResponsePlan.whole(200, ResponseReason.IF_RANGE);
    }
    RangeSet ranges = RangeSet.parse(header);
    if (ranges.isNone()) {
      return ResponsePlan.whole(
          200, ranges.isTooMany() ? ResponseReason.TOO_MANY_RANGES : ResponseReason.RANGE_INVALID);
    }
    List<ByteRange> resolved = ranges.resolve(response.bodyBytes());
    if (resolved.isEmpty()) {
      return ResponsePlan.withoutBody(416, ResponseReason.RANGE_UNSATISFIABLE);
    }
    return resolved.size() == 1 ? ResponsePlan.range(resolved.get(0)) : parts(resolved, response);
  }

  /** Several ranges, which clients rarely ask for and attackers often (RFC 9110, 17.15). */
  private static ResponsePlan parts(List<ByteRange> resolved, Representation response) {
    if (!RangeSet.ascend(resolved)) {
      return ResponsePlan.whole(200, ResponseReason.RANGES_NOT_ASCENDING);
    }
    // Content-Encoding on the response would speak of the multipart body, not of its parts.
    return response.coded()
        ? ResponsePlan.whole(200, ResponseReason.RANGES_OF_CODED)
        : ResponsePlan.ranges(resolved);
  }

  /** RFC 9110, 13.1.5: strong comparison, or exactly the stored date. */
  private static boolean ifRangeHolds(
      RequestHead request, Representation response, long nowMillis) {
    @Nullable String condition = request.header("If-Range");
    if (condition == null) {
      return true;
    }
    EntityTag wanted = EntityTag.parse(condition);
    if (wanted != null) {
      EntityTag tag = response.entityTag();
      return tag != null && tag.matchesStrongly(wanted);
    }
    long date = HttpDate.parseMillis(condition, nowMillis);
    return date != HttpDate.INVALID && date == response.lastModifiedMillis();
  }
}

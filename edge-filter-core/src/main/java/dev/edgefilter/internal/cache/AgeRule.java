// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import org.jspecify.annotations.Nullable;

/** How old a response is when it arrives (RFC 9111, 4.2.3). */
final class AgeRule {

  private static final long MAX_SECONDS = 1L << 31;

  private AgeRule() {}

  /** The corrected initial age. */
  static long initialAgeSeconds(Headers headers, long requestMillis, long arrivalMillis) {
    long date = dateMillis(headers, arrivalMillis);
    long apparent = Math.max(0, (arrivalMillis - date) / 1000);
    long delay = Math.max(0, (arrivalMillis - requestMillis) / 1000);
    long stated = statedSeconds(headers.first("Age"));
    return Math.max(apparent, stated + delay);
  }

  /** When the origin says it made the response; its arrival when it does not say. */
  static long dateMillis(Headers headers, long arrivalMillis) {
    @Nullable String date = headers.first("Date");
    long millis = date == null ? HttpDate.INVALID : HttpDate.parseMillis(date, arrivalMillis);
    return millis == HttpDate.INVALID ? arrivalMillis : millis;
  }

  /** RFC 9111, 5.1: the first member of the first line, digits or ignored. */
  private static long statedSeconds(@Nullable String value) {
    if (value == null) {
      return 0;
    }
    long seconds = 0;
    int end = value.indexOf(',') < 0 ? value.length() : value.indexOf(',');
    String member = value.substring(0, end).trim();
    for (int i = 0; i < member.length(); i++) {
      char c = member.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      seconds = Math.min(MAX_SECONDS, seconds * 10 + (c - '0'));
    }
    return seconds;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.store.StoredHead;
import java.util.List;

/** Typical values that several benchmarks work on. */
final class BenchData {
  static final long NOW_MILLIS = 1_750_000_000_000L;

  private BenchData() {}

  /** What a browser sends for a page. */
  static RequestHead request(String url) {
    Headers headers =
        Headers.of(
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language", "en-GB,en;q=0.5",
            "Accept-Encoding", "gzip, deflate, br, zstd",
            "Cookie", "session=0b7c29a1f44e4f6f; theme=dark; seen=3",
            "Referer", "https://www.example.com/");
    return RequestHead.of("GET", url, headers);
  }

  /** A head that arrived a minute ago and lives for a day. */
  static StoredHead freshHead() {
    Headers headers =
        Headers.of(
            "Content-Type", "text/html;charset=utf-8",
            "Cache-Control", "public, max-age=86400",
            "ETag", "\"2800-5f3a9c\"",
            "Last-Modified", "Tue, 03 Jun 2025 10:00:00 GMT");
    return new StoredHead(
        200,
        headers,
        List.of(),
        List.of(),
        NOW_MILLIS - 60_000,
        0,
        86_400_000,
        0,
        0,
        false,
        false,
        EntityTag.parse("\"2800-5f3a9c\""),
        NOW_MILLIS - 1_000_000_000L,
        List.of());
  }
}

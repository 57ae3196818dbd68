// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.util.HashMap;
import java.util.Map;

/** A request that rules are asked about. */
final class TestFacts implements WafFacts {
  static final long T = 1_800_000_000_000L;

  String method = "GET";
  String url = "https://www.example.test/";
  Headers.Builder headers = Headers.builder();
  String address = "192.0.2.1";
  String body = "";
  long now = T;
  boolean counts = true;
  int bodyReads;
  final Map<String, GeoLocation> places = new HashMap<>();

  static TestFacts get(String pathAndQuery, String... headerLines) {
    TestFacts facts = new TestFacts();
    facts.url = "https://www.example.test" + pathAndQuery;
    for (String line : headerLines) {
      int colon = line.indexOf(": ");
      facts.headers.add(line.substring(0, colon), line.substring(colon + 2));
    }
    return facts;
  }

  TestFacts body(String text) {
    body = text;
    return this;
  }

  TestFacts from(String literal) {
    address = literal;
    return this;
  }

  TestFacts at(long millisLater) {
    now = T + millisLater;
    return this;
  }

  @Override
  public RequestHead request() {
    return RequestHead.of(method, url, headers.build());
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public GeoLocation locate(String literal) {
    return places.getOrDefault(literal, GeoLocation.UNKNOWN);
  }

  @Override
  public String body(int limit) {
    bodyReads++;
    return body.substring(0, Math.min(body.length(), limit + 1));
  }

  @Override
  public long nowMillis() {
    return now;
  }

  @Override
  public boolean counts() {
    return counts;
  }
}

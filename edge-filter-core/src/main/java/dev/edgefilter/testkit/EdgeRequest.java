// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request that a test is about to send. */
public final class EdgeRequest {

  private final EdgeUnderTest edge;
  private final String method;
  private final String url;
  private final Headers.Builder headers = Headers.builder();
  private String address = "192.0.2.1";
  private byte @Nullable [] body;

  EdgeRequest(EdgeUnderTest edge, String method, String url) {
    this.edge = edge;
    this.method = method;
    this.url = url;
  }

  /** Adds a header. */
  public EdgeRequest header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  /** Adds cookies, such as {@code session=1; theme=dark}. */
  public EdgeRequest cookie(String pairs) {
    return header("Cookie", pairs);
  }

  /** Sets the viewer's address. */
  public EdgeRequest from(String viewerAddress) {
    address = viewerAddress;
    return this;
  }

  /**
   * Says where the viewer's address is, from now on and for every request that comes from it.
   *
   * @param code two upper-case letters, such as {@code DE}
   */
  public EdgeRequest inCountry(String code) {
    edge.places().put(address, code);
    return this;
  }

  /** Sets a body. */
  public EdgeRequest body(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return header("Content-Length", Integer.toString(body.length));
  }

  /** Sends it. */
  public EdgeResponse send() {
    return edge.send(head(), address, body);
  }

  RequestHead head() {
    return RequestHead.of(method, url, headers.build());
  }
}

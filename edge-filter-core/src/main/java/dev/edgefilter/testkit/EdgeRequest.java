// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request that a test is about to send. */
public final class EdgeRequest {

  private final Sender edge;
  private final String method;
  private final String url;
  private final Headers.Builder headers = Headers.builder();
  private String address;
  private byte @Nullable [] body;

  EdgeRequest(Sender edge, String method, String url) {
    this.edge = edge;
    this.method = method;
    this.url = url;
    this.address = edge.address();
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

  /** Sets the viewer's address; over a real port the connection has its own. */
  public EdgeRequest from(String viewerAddress) {
    edge.checkAddress(viewerAddress);
    address = viewerAddress;
    return this;
  }

  /**
   * Says where the viewer's address is, from now on and for every request that comes from it.
   *
   * @param code two upper-case letters, such as {@code DE}
   */
  public EdgeRequest inCountry(String code) {
    edge.place(address, code);
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

  /** What a request is given to. */
  interface Sender {
    /** Sends a request and waits for its end. */
    EdgeResponse send(RequestHead request, String address, byte @Nullable [] body);

    /** Says where an address is. */
    void place(String address, String country);

    /** The address of a viewer of whom nothing is said. */
    String address();

    /**
     * Refuses an address that viewers cannot have.
     *
     * @throws IllegalStateException with the reason
     */
    void checkAddress(String address);
  }
}

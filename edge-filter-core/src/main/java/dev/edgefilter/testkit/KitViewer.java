// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.exchange.Exchange;
import dev.edgefilter.internal.exchange.Viewer;
import dev.edgefilter.origin.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A viewer in the test's own process. */
final class KitViewer implements Viewer {

  private final RequestHead request;
  private final String address;
  private final byte @Nullable [] requestBody;
  private final Origin application;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private Headers headers = Headers.EMPTY;

  KitViewer(
      RequestHead request, String address, byte @Nullable [] requestBody, Origin application) {
    this.request = request;
    this.address = address;
    this.requestBody = requestBody;
    this.application = application;
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  String bodyText() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public RequestHead request() {
    return request;
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public int port() {
    return 49_152;
  }

  @Override
  public @Nullable InputStream body() {
    return requestBody == null ? null : new ByteArrayInputStream(requestBody);
  }

  @Override
  public boolean upgrades() {
    return false;
  }

  @Override
  public Origin application(Exchange exchange) {
    return application;
  }

  @Override
  public Viewer forErrorPage() {
    return this;
  }

  @Override
  public boolean identityUsed() {
    return false;
  }

  @Override
  public boolean mayBlock() {
    return true;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void sendHead(ResponseHead head) {
    status = head.status();
    headers = head.headers();
  }

  @Override
  public void addLine(String name, String value) {
    headers = headers.toBuilder().add(name, value).build();
  }

  @Override
  public void write(ByteBuffer bytes) {
    byte[] taken = new byte[bytes.remaining()];
    bytes.get(taken);
    body.write(taken, 0, taken.length);
  }

  @Override
  public void flush() {}
}

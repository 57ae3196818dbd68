// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.plan.ErrorPagePlan;
import dev.edgefilter.internal.response.ErrorPageRule;
import dev.edgefilter.origin.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The viewer of an error as the one who asks for the page: what it gets is the page with the
 * distribution's status, signed as the answer to its own request.
 */
final class PageViewer implements Viewer {

  private final Exchange failed;
  private final ErrorPagePlan page;
  private final Viewer viewer;
  private final RequestHead request;
  private final boolean bodyWanted;
  private @Nullable Exchange exchange;

  PageViewer(Exchange failed, ErrorPagePlan page) {
    this.failed = failed;
    this.page = page;
    this.viewer = failed.viewer.forErrorPage();
    this.request = new PageRequestHead(failed.viewer.request(), page);
    this.bodyWanted = !failed.viewer.request().method().equals("HEAD");
  }

  void attach(Exchange started) {
    exchange = started;
  }

  @Override
  public RequestHead request() {
    return request;
  }

  @Override
  public String path() {
    return page.path();
  }

  @Override
  public @Nullable String address() {
    return failed.viewer.address();
  }

  @Override
  public int port() {
    return failed.viewer.port();
  }

  @Override
  public @Nullable String peerAddress() {
    return failed.viewer.peerAddress();
  }

  @Override
  public @Nullable String tls() {
    return failed.viewer.tls();
  }

  @Override
  public @Nullable InputStream body() {
    return null;
  }

  @Override
  public boolean upgrades() {
    return false;
  }

  @Override
  public Origin application(Exchange asking) {
    return viewer.application(asking);
  }

  @Override
  public Viewer forErrorPage() {
    throw new IllegalStateException("an error page leads to no other one");
  }

  @Override
  public boolean identityUsed() {
    return viewer.identityUsed();
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
  public void sendHead(ResponseHead head) throws IOException {
    Exchange fetched = exchange;
    failed.sentStatus = ErrorPageRule.status(head.status(), page.responseCode());
    failed.ageSeconds = fetched == null ? -1 : fetched.ageSeconds;
    Headers.Builder headers = PolicyHeaders.forErrorPage(failed, head.headers().toBuilder());
    failed.services.signature().addTo(headers, failed);
    ResponseHead signed = new ResponseHead(failed.sentStatus, headers.build());
    failed.sentHead = signed;
    failed.firstByteNanos = failed.services.ticker().getAsLong() - failed.startNanos;
    viewer.sendHead(signed);
  }

  @Override
  public void addLine(String name, String value) {
    viewer.addLine(name, value);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    if (bodyWanted) {
      failed.sentBytes += bytes.remaining();
      viewer.write(bytes);
    } else {
      bytes.position(bytes.limit());
    }
  }

  @Override
  public void flush() throws IOException {
    viewer.flush();
  }
}

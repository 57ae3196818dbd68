// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A viewer that keeps what it is sent. */
final class FakeViewer implements Viewer {
  private final RequestHead request;
  private final Origin application;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  volatile ResponseHead head;
  volatile boolean upgrades;
  volatile boolean identityUsed;
  volatile boolean mayBlock = true;
  volatile boolean pathKnown = true;

  volatile boolean prefersFiles;
  volatile String sentFile;

  /** How many writes it takes before it is not ready, when nothing may block. */
  final AtomicInteger writesTaken = new AtomicInteger();

  /** After how many body bytes it hangs up. */
  volatile int hangsUpAfter = Integer.MAX_VALUE;

  FakeViewer(RequestHead request, Origin application) {
    this.request = request;
    this.application = application;
  }

  String bodyText() {
    return body.toString(StandardCharsets.ISO_8859_1);
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
  public boolean isPathKnown() {
    return pathKnown;
  }

  @Override
  public String address() {
    return "192.0.2.1";
  }

  @Override
  public int port() {
    return 4711;
  }

  @Override
  public InputStream body() {
    return null;
  }

  @Override
  public boolean upgrades() {
    return upgrades;
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
    return identityUsed;
  }

  @Override
  public boolean mayBlock() {
    return mayBlock;
  }

  @Override
  public boolean isReady() {
    return mayBlock || writesTaken.getAndDecrement() > 0;
  }

  @Override
  public void sendHead(ResponseHead sent) throws IOException {
    if (head != null) {
      throw new AssertionError("a second head: " + sent);
    }
    if (hangsUpAfter < 0) {
      throw new IOException("the viewer hung up before the head");
    }
    head = sent;
  }

  @Override
  public void addLine(String name, String value) {
    if (body.size() > 0) {
      throw new AssertionError("a line after the head: " + name);
    }
    head = head.withHeaders(head.headers().toBuilder().add(name, value).build());
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    if (head == null) {
      throw new AssertionError("a body before the head");
    }
    if (body.size() + bytes.remaining() > hangsUpAfter) {
      throw new IOException("the viewer hung up");
    }
    while (bytes.hasRemaining()) {
      body.write(bytes.get());
    }
  }

  @Override
  public boolean prefersFile(long bytes) {
    return prefersFiles;
  }

  @Override
  public boolean sendFile(Path file, long offset, long bytes) {
    if (head == null || body.size() > 0 || sentFile != null) {
      throw new AssertionError("a file that is not the whole body");
    }
    sentFile = file + " " + offset + " " + bytes;
    return true;
  }

  @Override
  public void flush() {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A viewer that only asks: whoever answers it has left the dry run. */
record DryViewer(RequestHead request, String path, @Nullable String address) implements Viewer {

  private static final String NOBODY = "a dry run answers nobody";

  @Override
  public int port() {
    return 0;
  }

  @Override
  public @Nullable InputStream body() {
    return null;
  }

  @Override
  public boolean isReal() {
    return false;
  }

  @Override
  public boolean upgrades() {
    return Upgrade.asked(request);
  }

  @Override
  public Origin application(Exchange exchange) {
    throw new IllegalStateException(NOBODY);
  }

  @Override
  public Viewer forErrorPage() {
    throw new IllegalStateException(NOBODY);
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
    throw new IllegalStateException(NOBODY);
  }

  @Override
  public void addLine(String name, String value) {
    throw new IllegalStateException(NOBODY);
  }

  @Override
  public void write(ByteBuffer bytes) {
    throw new IllegalStateException(NOBODY);
  }

  @Override
  public void flush() {
    throw new IllegalStateException(NOBODY);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jetty;

import dev.edgefilter.origin.OriginTunnel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback.Completable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A viewer's connection that has left HTTP; holds no thread while nothing moves. */
final class ViewerConnection extends AbstractConnection implements Connection.UpgradeTo {

  private static final Logger LOG = LoggerFactory.getLogger(ViewerConnection.class);

  /** CloudFront: WebSocket connections end after ten minutes without data. */
  private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private static final long WRITE_SECONDS = 60;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final OriginTunnel tunnel;
  private final LongConsumer ended;
  private final AtomicBoolean closed = new AtomicBoolean();
  private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
  private final AtomicLong viewerBytes = new AtomicLong();

  ViewerConnection(EndPoint endPoint, Executor executor, OriginTunnel tunnel, LongConsumer ended) {
    super(endPoint, executor);
    this.tunnel = tunnel;
    this.ended = ended;
  }

  /** The first bytes may have come together with the request. */
  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    if (bytes != null && bytes.hasRemaining()) {
      early = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(IDLE_MILLIS);
    tunnel.whenReadable(this::fromOrigin);
    tunnel.execute(this::onFillable);
  }

  @Override
  public void onFillable() {
    ByteBuffer buffer = BufferUtil.allocate(BUFFER_BYTES);
    try {
      if (early.hasRemaining()) {
        tunnel.write(early);
      }
      int count = getEndPoint().fill(buffer);
      while (count > 0) {
        tunnel.write(buffer);
        BufferUtil.clear(buffer);
        count = getEndPoint().fill(buffer);
      }
      if (count == 0) {
        fillInterested();
      } else {
        close();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("A viewer left a tunnel", e);
      close();
    }
  }

  private void fromOrigin() {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      int count = tunnel.read(buffer);
      while (count > 0) {
        write(buffer.flip());
        viewerBytes.addAndGet(count);
        buffer.clear();
        count = tunnel.read(buffer);
      }
      if (count == 0) {
        tunnel.whenReadable(this::fromOrigin);
      } else {
        close();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("A tunnel broke off", e);
      close();
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    Completable written = new Completable();
    getEndPoint().write(written, bytes);
    try {
      written.get(WRITE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing to a viewer", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the viewer takes no bytes", e);
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    close();
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    close();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      super.close();
      tunnel.close();
      ended.accept(viewerBytes.get());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.origin.OriginTunnel;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves bytes between a viewer and an origin that have left HTTP, until either side closes; made by
 * the container.
 *
 * <p>The container's threads move what viewers send, the tunnel's threads what origins send; no
 * thread is held while nothing moves.
 */
public final class TunnelHandler implements HttpUpgradeHandler {

  private static final Logger LOG = LoggerFactory.getLogger(TunnelHandler.class);
  private static final int BUFFER_BYTES = 16 * 1024;

  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable OriginTunnel tunnel;
  private volatile @Nullable LongConsumer ended;
  private volatile @Nullable WebConnection viewer;
  private final AtomicLong viewerBytes = new AtomicLong();

  /** For the container. */
  public TunnelHandler() {}

  /**
   * Connects the origin, before the container calls {@link #init}.
   *
   * @param atEnd takes the number of bytes that the viewer got, once
   */
  void connect(OriginTunnel origin, LongConsumer atEnd) {
    tunnel = origin;
    ended = atEnd;
  }

  @Override
  public void init(WebConnection connection) {
    viewer = connection;
    OriginTunnel origin = tunnel;
    if (origin == null) {
      close();
      return;
    }
    try {
      ServletInputStream in = connection.getInputStream();
      ServletOutputStream out = connection.getOutputStream();
      // The origin may be read only when all is set up: it may have closed already.
      in.setReadListener(new FromViewer(this, origin, in));
      origin.whenReadable(() -> fromOrigin(origin, out));
    } catch (IOException | RuntimeException e) {
      LOG.debug("A tunnel did not open", e);
      close();
    }
  }

  private void fromOrigin(OriginTunnel origin, ServletOutputStream out) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      int count = origin.read(buffer);
      while (count > 0) {
        out.write(buffer.array(), 0, count);
        out.flush();
        viewerBytes.addAndGet(count);
        buffer.clear();
        count = origin.read(buffer);
      }
      if (count == 0) {
        origin.whenReadable(() -> fromOrigin(origin, out));
      } else {
        close();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("A tunnel broke off", e);
      close();
    }
  }

  /** The container has ended the connection. */
  @Override
  public void destroy() {
    close();
  }

  private void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    OriginTunnel origin = tunnel;
    if (origin != null) {
      origin.close();
    }
    try {
      WebConnection connection = viewer;
      if (connection != null) {
        ServletInputStream in = connection.getInputStream();
        connection.close();
        TomcatClose.notice(in);
      }
    } catch (Exception e) {
      LOG.debug("A tunnel did not close", e);
    }
    LongConsumer atEnd = ended;
    if (atEnd != null) {
      atEnd.accept(viewerBytes.get());
    }
  }

  /** What the viewer sends, on threads of the container. */
  private record FromViewer(TunnelHandler handler, OriginTunnel origin, ServletInputStream in)
      implements ReadListener {

    @Override
    public void onDataAvailable() throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (in.isReady()) {
        int count = in.read(buffer, 0, buffer.length);
        if (count < 0) {
          handler.close();
          return;
        }
        origin.write(ByteBuffer.wrap(buffer, 0, count));
      }
    }

    @Override
    public void onAllDataRead() {
      handler.close();
    }

    @Override
    public void onError(Throwable cause) {
      LOG.debug("A viewer left a tunnel", cause);
      handler.close();
    }
  }
}

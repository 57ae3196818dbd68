// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.origin.OriginTunnel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Callback.Completable;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an origin that has left HTTP.
 *
 * <p>It holds no thread while nothing moves. Who waits for bytes is told from a thread of the
 * tunnels, of which there are as many as there are tunnels that move bytes at the moment.
 */
final class UpgradedConnection extends AbstractConnection
    implements Connection.UpgradeTo, OriginTunnel {

  /** CloudFront: WebSocket connections end after ten minutes without data. */
  private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private static final long WRITE_SECONDS = 60;

  private static final ExecutorService MOVERS =
      Executors.newCachedThreadPool(UpgradedConnection::thread);

  private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
  private @Nullable Runnable waiting;
  private @Nullable Runnable afterClose;
  private boolean over;

  private UpgradedConnection(EndPoint endPoint) {
    super(endPoint, MOVERS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "edge-tunnel");
    thread.setDaemon(true);
    return thread;
  }

  /** Makes a tunnel of the connection on which an origin agrees to leave HTTP. */
  static HttpUpgrader.Factory upgrader(CallEvents events) {
    return version -> new Upgrader(version, events);
  }

  private record Upgrader(HttpVersion version, CallEvents events) implements HttpUpgrader {
    @Override
    public void prepare(Request request) {
      // its headers are those of the viewer
    }

    @Override
    public void upgrade(Response response, EndPoint endPoint, Callback callback) {
      UpgradedConnection tunnel = new UpgradedConnection(endPoint);
      endPoint.setIdleTimeout(IDLE_MILLIS);
      endPoint.upgrade(tunnel);
      events.upgraded(response, tunnel);
      callback.succeeded();
    }
  }

  /** The first bytes may have come together with the head. */
  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    if (bytes != null && bytes.hasRemaining()) {
      early = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (early.hasRemaining()) {
      int count = Math.min(early.remaining(), into.remaining());
      into.put(into.position(), early, early.position(), count);
      into.position(into.position() + count);
      early.position(early.position() + count);
      return count;
    }
    // The client's buffers have position and limit the other way round while they are filled.
    ByteBuffer free = into.slice();
    free.limit(0);
    int count = getEndPoint().fill(free);
    if (count > 0) {
      into.position(into.position() + count);
    }
    return count;
  }

  @Override
  public void whenReadable(Runnable readable) {
    if (early.hasRemaining()) {
      execute(readable);
      return;
    }
    waiting = readable;
    fillInterested();
  }

  @Override
  public void onFillable() {
    Runnable told = waiting;
    waiting = null;
    if (told != null) {
      execute(told);
    }
  }

  /** Reading tells what has happened: the end, or the failure. */
  @Override
  public void onFillInterestedFailed(Throwable cause) {
    getEndPoint().close(cause);
    onFillable();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    Completable written = new Completable();
    getEndPoint().write(written, bytes);
    try {
      written.get(WRITE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing to an origin", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the origin takes no bytes", e);
    }
  }

  /** Runs a task once the connection is closed, on a thread of the tunnels; at once if it is. */
  void whenClosed(Runnable task) {
    boolean now;
    synchronized (this) {
      now = over;
      afterClose = now ? null : task;
    }
    if (now) {
      execute(task);
    }
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    super.onClose(cause);
    Runnable task;
    synchronized (this) {
      over = true;
      task = afterClose;
      afterClose = null;
    }
    if (task != null) {
      execute(task);
    }
  }

  @Override
  public void execute(Runnable task) {
    MOVERS.execute(task);
  }
}

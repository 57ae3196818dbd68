// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginConnector;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connected origins that functions have made, the last used ones of them. Any thread may use
 * it; a closed origin finishes what it is at.
 */
final class OriginPool implements AutoCloseable {

  /** Each has a few threads and its connections. */
  private static final int MOST = 32;

  private final @Nullable OriginConnector connector;
  private final OriginAccesses accesses;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Origin> origins = new LinkedHashMap<>(16, 0.75f, true);
  private final AtomicInteger closings = new AtomicInteger();
  private boolean closed;

  /** What makes a connection another one. */
  private record Key(OriginConfig origin, OriginChange.@Nullable Access access) {}

  OriginPool(@Nullable OriginConnector connector, OriginAccesses accesses) {
    this.connector = connector;
    this.accesses = accesses;
  }

  /** Another number whenever an origin that was given out has been closed. */
  int closings() {
    return closings.get();
  }

  /** True when two origins are asked over the same connections. */
  static boolean isSame(OriginConfig one, OriginConfig other) {
    return connection(one).equals(connection(other));
  }

  private static OriginConfig connection(OriginConfig origin) {
    return origin.toBuilder().originPath("").customHeaders(Headers.EMPTY).build();
  }

  /**
   * A connected origin.
   *
   * @param access how requests are signed, or null for what the origin says
   * @throws IllegalArgumentException when it cannot be connected; the message says why
   */
  Origin connect(OriginConfig written, OriginChange.@Nullable Access access) {
    OriginConnector present = connector;
    if (present == null) {
      throw new IllegalArgumentException(
          "is remote, but no library to reach it is on the class path; add"
              + " org.eclipse.jetty:jetty-client");
    }
    Key key = new Key(connection(written), access);
    lock.lock();
    try {
      Origin known = origins.get(key);
      if (known != null) {
        return known;
      }
      Origin made = accesses.connect(key.origin(), access, present);
      if (closed) {
        made.close(); // the plan has gone; it keeps its connections only while it is asked
        return made;
      }
      origins.put(key, made);
      dropOldest();
      return made;
    } finally {
      lock.unlock();
    }
  }

  private void dropOldest() {
    if (origins.size() > MOST) {
      Iterator<Origin> oldest = origins.values().iterator();
      Origin dropped = oldest.next();
      oldest.remove();
      closings.incrementAndGet();
      dropped.close();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closings.incrementAndGet();
      origins.values().forEach(Origin::close);
      origins.clear();
    } finally {
      lock.unlock();
    }
  }
}

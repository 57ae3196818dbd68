// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Shares what is costly to open between readers, keeps a few that nobody holds, and closes the
 * rest.
 *
 * <p>Nothing is closed while a lease on it is held. Opening and closing happen outside of the lock.
 */
final class Leases<K, V extends Leases.Resource> {

  /** What is opened once and closed once. */
  interface Resource {
    void close();
  }

  /** Opens what is not open yet. */
  interface Opener<V> {
    V open() throws IOException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, Lease> open = new HashMap<>();

  /** In the order in which they were let go of. */
  private final Map<K, Lease> idle = new LinkedHashMap<>();

  private final int maxIdle;
  private boolean closed;

  Leases(int maxIdle) {
    this.maxIdle = maxIdle;
  }

  /** One open resource and how many hold it; the number is guarded by the lock. */
  final class Lease {
    private final K key;
    private final V resource;
    private int holders = 1;

    private Lease(K key, V resource) {
      this.key = key;
      this.resource = resource;
    }

    V resource() {
      return resource;
    }

    void release() {
      letGo(this);
    }
  }

  /** A lease for the caller, who releases it once. */
  Lease acquire(K key, Opener<V> opener) throws IOException {
    Lease shared = find(key);
    if (shared != null) {
      return shared;
    }
    V opened = opener.open();
    Lease first;
    lock.lock();
    try {
      first = join(key);
      if (first == null) {
        Lease mine = new Lease(key, opened);
        open.put(key, mine);
        return mine;
      }
    } finally {
      lock.unlock();
    }
    opened.close();
    return first;
  }

  /** Gives new callers another resource under this key; closes this one when nobody holds it. */
  void forget(K key) {
    Lease gone = null;
    lock.lock();
    try {
      open.remove(key);
      gone = idle.remove(key);
    } finally {
      lock.unlock();
    }
    if (gone != null) {
      gone.resource.close();
    }
  }

  /** Keeps nothing that nobody holds from now on. */
  void close() {
    List<Lease> gone;
    lock.lock();
    try {
      closed = true;
      gone = new ArrayList<>(idle.values());
      idle.clear();
      for (Lease lease : gone) {
        open.remove(lease.key);
      }
    } finally {
      lock.unlock();
    }
    gone.forEach(lease -> lease.resource.close());
  }

  /** The number of open resources. */
  int size() {
    lock.lock();
    try {
      return open.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Lease find(K key) {
    lock.lock();
    try {
      return join(key);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Lease join(K key) {
    Lease lease = open.get(key);
    if (lease != null && lease.holders++ == 0) {
      idle.remove(key);
    }
    return lease;
  }

  private void letGo(Lease lease) {
    Lease gone = null;
    lock.lock();
    try {
      if (--lease.holders == 0) {
        gone = keep(lease);
      }
    } finally {
      lock.unlock();
    }
    if (gone != null) {
      gone.resource.close();
    }
  }

  /** Keeps it for the next one; returns what has to be closed instead. */
  private @Nullable Lease keep(Lease lease) {
    if (open.get(lease.key) != lease) {
      return lease;
    }
    if (closed) {
      open.remove(lease.key);
      return lease;
    }
    idle.put(lease.key, lease);
    if (idle.size() <= maxIdle) {
      return null;
    }
    Iterator<Lease> oldest = idle.values().iterator();
    Lease gone = oldest.next();
    oldest.remove();
    open.remove(gone.key);
    return gone;
  }
}

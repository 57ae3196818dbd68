// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.BodyWriter;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One fill: body first, head last. */
final class StoreWriter implements ResponseWriter {
  private final TieredResponseStore store;
  private final CacheKey key;
  private final StoredHead head;
  private final BodyWriter body;
  private final long stamp;
  private final long maxBytes;
  private final boolean lengthIsKnown;
  private boolean ended;
  private @Nullable StoreRefusal refusal;

  StoreWriter(
      TieredResponseStore store,
      CacheKey key,
      StoredHead head,
      BodyWriter body,
      long stamp,
      long expectedBodyBytes) {
    this.store = store;
    this.key = key;
    this.head = head;
    this.body = body;
    this.stamp = stamp;
    this.lengthIsKnown = expectedBodyBytes >= 0;
    this.maxBytes = lengthIsKnown ? expectedBodyBytes : store.maxBodyBytes();
  }

  @Override
  public boolean write(ByteBuffer bytes) {
    if (ended) {
      return false;
    }
    if (body.bytes() + bytes.remaining() > maxBytes) {
      giveUp(lengthIsKnown ? StoreRefusal.INCOMPLETE : StoreRefusal.TOO_LARGE);
      return false;
    }
    if (!body.write(bytes)) {
      giveUp(StoreRefusal.NO_ROOM);
      return false;
    }
    return true;
  }

  @Override
  public @Nullable StoredResponse commit() {
    if (ended) {
      return null;
    }
    if (lengthIsKnown && body.bytes() != maxBytes) {
      giveUp(StoreRefusal.INCOMPLETE);
      return null;
    }
    ended = true;
    Body complete = body.finish();
    if (complete == null) {
      refuse(StoreRefusal.NO_ROOM);
      return null;
    }
    Variant variant = store.variant(key, head, complete, stamp);
    refusal = store.publish(variant);
    return refusal == null ? variant : null;
  }

  @Override
  public @Nullable StoreRefusal refusal() {
    return refusal;
  }

  @Override
  public void abandon() {
    if (!ended) {
      ended = true;
      body.abandon();
    }
  }

  @Override
  public long bytes() {
    return body.bytes();
  }

  private void giveUp(StoreRefusal reason) {
    abandon();
    refuse(reason);
  }

  private void refuse(StoreRefusal reason) {
    refusal = reason;
    store.countRejected();
  }
}

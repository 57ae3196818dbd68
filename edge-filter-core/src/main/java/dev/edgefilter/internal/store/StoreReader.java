// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.Segment;
import dev.edgefilter.store.BodyReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads one body and holds one segment of it. */
final class StoreReader implements BodyReader {
  private final TieredResponseStore store;
  private final Variant variant;
  private @Nullable Segment segment;
  private int index;
  private boolean closed;

  /** Takes over a reference of the first segment, which is null for an empty body. */
  StoreReader(TieredResponseStore store, Variant variant, @Nullable Segment first) {
    this.store = store;
    this.variant = variant;
    this.segment = first;
  }

  @Override
  public long length() {
    return variant.bodyBytes();
  }

  @Override
  public @Nullable ByteBuffer at(long position) {
    if (position < 0 || position >= length()) {
      throw new IndexOutOfBoundsException("position " + position + " of " + length());
    }
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    Body body = variant.body();
    int wanted = body.indexAt(position);
    if (segment == null || wanted != index) {
      moveTo(wanted);
    }
    return segment == null ? null : segment.view((int) (position - body.startOf(wanted)));
  }

  @Override
  public void close() {
    closed = true;
    letGo();
  }

  private void moveTo(int wanted) {
    letGo();
    Body body = variant.body();
    segment = store.tiers().open(body, wanted);
    index = wanted;
    if (segment == null) {
      store.lost(variant);
    }
  }

  private void letGo() {
    if (segment != null) {
      segment.release();
      segment = null;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A fill that is refused from the start. */
record RefusedWriter(StoreRefusal refusal) implements ResponseWriter {

  @Override
  public boolean write(ByteBuffer bytes) {
    return false;
  }

  @Override
  public @Nullable StoredResponse commit() {
    return null;
  }

  @Override
  public void abandon() {}

  @Override
  public long bytes() {
    return 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of one response into the store, for one thread at a time.
 *
 * <p>Exactly one of {@link #commit} and {@link #abandon} ends it. Until then no one can find the
 * response.
 */
public interface ResponseWriter {

  /**
   * Copies all remaining bytes into the store.
   *
   * @return false once the writer has given up because the body is too large or there is no room;
   *     the caller need not write any more, and {@link #commit} will return null
   */
  boolean write(ByteBuffer bytes);

  /**
   * Makes the response findable; the body is complete.
   *
   * @return what was stored, or null when the writer has given up, when the body has not the
   *     expected length, when the response was invalidated meanwhile, when one that was begun later
   *     is there in its place, or when it is asked for too rarely; {@link #refusal} says which
   */
  @Nullable StoredResponse commit();

  /** Why the response was not stored; null while it may be, and after it was. */
  @Nullable StoreRefusal refusal();

  /** Forgets everything that was written; does nothing after {@link #commit} or a second time. */
  void abandon();

  /** The number of bytes written so far. */
  long bytes();
}

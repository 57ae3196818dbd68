// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Retainable;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * A pool whose buffers have a position and a limit of their own each time they are taken.
 *
 * <p>When a kept connection ends just as it is used again, Jetty 12.1's client empties the buffer
 * of that connection after it has given it back. By then another response may be in it, and lose
 * what it had not read.
 */
final class OwnViews extends ByteBufferPool.Wrapper {

  OwnViews(ByteBufferPool pool) {
    super(pool);
  }

  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    RetainableByteBuffer.Mutable taken = super.acquire(size, direct);
    return RetainableByteBuffer.wrap(taken.getByteBuffer().duplicate(), (Retainable) taken);
  }
}

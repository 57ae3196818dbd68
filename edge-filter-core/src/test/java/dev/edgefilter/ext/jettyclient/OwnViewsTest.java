// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;

class OwnViewsTest {

  @Test
  void whatIsDoneToABufferThatWasGivenBackDoesNotReachTheNextOne() {
    OwnViews pool = new OwnViews(new ArrayByteBufferPool(0, 1024, 4096, 1));
    RetainableByteBuffer.Mutable first = pool.acquire(1024, true);
    ByteBuffer old = first.getByteBuffer();
    first.release();
    RetainableByteBuffer.Mutable next = pool.acquire(1024, true);
    next.append(ByteBuffer.wrap("ok".getBytes(StandardCharsets.US_ASCII)));

    BufferUtil.clear(old);

    assertEquals("ok", BufferUtil.toString(next.getByteBuffer()));
    next.release();
  }
}

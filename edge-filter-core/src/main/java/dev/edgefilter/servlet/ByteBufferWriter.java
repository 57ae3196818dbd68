// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes buffers to a servlet's output, without a copy where the container can: by {@code
 * write(ByteBuffer)} of Servlet 6.1, which containers of 6.0 have as a method of their own.
 */
final class ByteBufferWriter {

  private static final int COPY_BYTES = 16 * 1024;

  private static final MethodType TYPE =
      MethodType.methodType(void.class, ServletOutputStream.class, ByteBuffer.class);

  private static final ClassValue<Way> WAYS =
      new ClassValue<>() {
        @Override
        protected Way computeValue(Class<?> type) {
          return new Way(find(type));
        }
      };

  /** How a class of output streams takes buffers; null when it does not. */
  private record Way(@Nullable MethodHandle method) {}

  private ByteBufferWriter() {}

  private static @Nullable MethodHandle find(Class<?> type) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(type, "write", MethodType.methodType(void.class, ByteBuffer.class))
          .asType(TYPE);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /** Writes all remaining bytes; blocks as the stream does. */
  static void write(ServletOutputStream out, ByteBuffer bytes) throws IOException {
    if (bytes.hasArray()) {
      int length = bytes.remaining();
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      bytes.position(bytes.limit());
      return;
    }
    MethodHandle method = WAYS.get(out.getClass()).method;
    if (method == null) {
      copy(out, bytes);
    } else {
      invoke(method, out, bytes);
    }
  }

  private static void invoke(MethodHandle method, ServletOutputStream out, ByteBuffer bytes)
      throws IOException {
    try {
      method.invokeExact(out, bytes);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  private static void copy(ServletOutputStream out, ByteBuffer bytes) throws IOException {
    byte[] chunk = new byte[Math.min(COPY_BYTES, bytes.remaining())];
    while (bytes.hasRemaining()) {
      int length = Math.min(chunk.length, bytes.remaining());
      bytes.get(chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }
}

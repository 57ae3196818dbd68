// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a mapping at once where the JDK allows it, so that an evicted file gives its room back; else
 * the garbage collector does it some time.
 */
final class Unmapper {
  private static final @Nullable MethodHandle INVOKE_CLEANER = find();

  private Unmapper() {}

  /** The caller knows that nobody uses the buffer, or a view of it, any more. */
  static void unmap(MappedByteBuffer buffer) {
    if (INVOKE_CLEANER != null && buffer.capacity() > 0) {
      try {
        INVOKE_CLEANER.invoke(buffer);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static @Nullable MethodHandle find() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return MethodHandles.lookup()
          .findVirtual(type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
          .bindTo(field.get(null));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}

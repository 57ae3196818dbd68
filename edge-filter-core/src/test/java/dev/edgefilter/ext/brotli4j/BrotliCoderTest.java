// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.brotli4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.coding.ContentCoderContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import org.brotli.dec.BrotliInputStream;
import org.junit.jupiter.api.Test;

final class BrotliCoderTest extends ContentCoderContract {

  @Override
  protected ContentCoder coder() {
    return new BrotliCoder();
  }

  /** The decoder in Java, which shares no code with the native library. */
  @Override
  protected InputStream independentDecoder(InputStream encoded) throws IOException {
    return new BrotliInputStream(encoded);
  }

  /** The decoder in Java gives nothing before it has seen the end. */
  @Override
  protected InputStream eagerDecoder(InputStream encoded) throws IOException {
    var decoder = new com.aayushatharva.brotli4j.decoder.BrotliInputStream(encoded);
    decoder.enableEagerOutput();
    return decoder;
  }

  @Test
  void withoutItsLibraryItLoadsAndIsNotAvailable() throws Exception {
    URL library = BrotliCoder.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader alone = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {library}, alone)) {
      Class<?> type = loader.loadClass(BrotliCoder.class.getName());
      Object coder = type.getConstructor().newInstance();

      assertEquals(false, type.getMethod("available").invoke(coder));
    }
  }

  @Test
  void itIsFoundAsAService() {
    assertEquals(
        1,
        ServiceLoader.load(ContentCoder.class).stream()
            .filter(coder -> coder.type() == BrotliCoder.class)
            .count());
  }
}

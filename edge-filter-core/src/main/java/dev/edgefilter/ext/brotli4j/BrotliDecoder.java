// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.brotli4j;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Apart from {@link BrotliCoder}, which must load where the library is not. */
final class BrotliDecoder {

  private BrotliDecoder() {}

  static InputStream of(InputStream encoded) throws IOException {
    return new BrotliInputStream(encoded);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.coding;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

final class GzipCoderTest extends ContentCoderContract {

  @Override
  protected ContentCoder coder() {
    return new GzipCoder();
  }

  /** It checks header, checksum and length, which are written here by hand. */
  @Override
  protected InputStream independentDecoder(InputStream encoded) throws IOException {
    return new GZIPInputStream(encoded);
  }
}

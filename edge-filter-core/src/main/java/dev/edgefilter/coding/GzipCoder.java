// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.coding;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/** {@code gzip} (RFC 1952) by the Java runtime; it is always there. */
public final class GzipCoder implements ContentCoder {

  private static final int FAST = 6;

  /** A coder without state. */
  public GzipCoder() {}

  @Override
  public String coding() {
    return "gzip";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public int fastLevel() {
    return FAST;
  }

  @Override
  public int bestLevel() {
    return Deflater.BEST_COMPRESSION;
  }

  @Override
  public ContentEncoder encoder(int level) {
    if (level < Deflater.BEST_SPEED || level > Deflater.BEST_COMPRESSION) {
      throw new IllegalArgumentException("level " + level + " is not between 1 and 9");
    }
    return new GzipEncoder(level);
  }

  @Override
  public InputStream decoded(InputStream encoded) throws IOException {
    return new GZIPInputStream(encoded);
  }
}

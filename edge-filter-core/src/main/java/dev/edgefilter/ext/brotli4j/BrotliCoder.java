// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.brotli4j;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.coding.ContentEncoder;
import java.io.IOException;
import java.io.InputStream;

/**
 * {@code br} (RFC 7932); found as a service, and available when {@code
 * com.aayushatharva.brotli4j:brotli4j} and its native library for this system are there.
 */
public final class BrotliCoder implements ContentCoder {

  /** As fast as gzip at 6, and smaller. */
  private static final int FAST = 4;

  /** The last two levels cost many times as much and gain little. */
  private static final int BEST = 10;

  /** A coder without state; it must not need the optional library. */
  public BrotliCoder() {}

  @Override
  public String coding() {
    return "br";
  }

  @Override
  public boolean available() {
    try {
      return Brotli4jLoader.isAvailable();
    } catch (LinkageError e) {
      return false; // the library is not there, or its native part is not for this system
    }
  }

  @Override
  public int fastLevel() {
    return FAST;
  }

  @Override
  public int bestLevel() {
    return BEST;
  }

  @Override
  public ContentEncoder encoder(int level) throws IOException {
    if (level < 1 || level > 11) {
      throw new IllegalArgumentException("level " + level + " is not between 1 and 11");
    }
    try {
      Brotli4jLoader.ensureAvailability();
      return new BrotliEncoder(level);
    } catch (LinkageError e) {
      throw new IOException("brotli4j cannot be used", e);
    }
  }

  @Override
  public InputStream decoded(InputStream encoded) throws IOException {
    try {
      Brotli4jLoader.ensureAvailability();
      return BrotliDecoder.of(encoded);
    } catch (LinkageError e) {
      throw new IOException("brotli4j cannot be used", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * What a file store is opened with.
 *
 * @param folder the folder, made when it is not there
 * @param maxBytes the bound of what the files take, at least a mebibyte
 * @param forced whether a file is forced to the disk before it counts, which only a power failure
 *     makes a difference to
 * @param ticker nanoseconds since some fixed moment
 * @param access the disk
 */
public record FileStoreSettings(
    Path folder, long maxBytes, boolean forced, LongSupplier ticker, FileAccess access) {
  static final long MIN_BYTES = 1 << 20;

  /**
   * Checks the bound.
   *
   * @throws IllegalArgumentException if the bound is less than the least
   */
  public FileStoreSettings {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(ticker, "ticker");
    Objects.requireNonNull(access, "access");
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "diskBytes is " + maxBytes + ", the least is " + MIN_BYTES);
    }
  }
}

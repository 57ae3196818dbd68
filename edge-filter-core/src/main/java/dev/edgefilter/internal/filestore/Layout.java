// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Where in a file everything is: a preamble, two slots for heads, the body, and the checksums of
 * its blocks.
 *
 * <p>The body of a small response follows the slots closely; that of a large one begins at a page,
 * so that it can be mapped and sent by the system.
 *
 * @param sequence names the file
 * @param slotBytes the room for one head with its slot header
 * @param bodyOffset where the body begins
 * @param bodyBytes its length
 */
record Layout(long sequence, int slotBytes, long bodyOffset, long bodyBytes) {
  /** So much of the body has one checksum. */
  static final int BLOCK_BYTES = 256 << 10;

  static final int PAGE_BYTES = 4096;

  /** Bodies up to this length are read, longer ones mapped. */
  static final int SMALL_BODY_BYTES = BLOCK_BYTES;

  static final int PREAMBLE_BYTES = 64;
  static final int SLOT_HEADER_BYTES = 16;

  private static final long MAGIC = 0x4544474546494C45L; // EDGEFILE
  private static final int VERSION = 1;
  private static final int CHECKED_BYTES = 40;
  private static final int MAX_SLOT_BYTES = 4 << 20;
  private static final long MAX_BODY_BYTES = 1L << 50;

  /** A body that is written densely behind a head of the given length. */
  static Layout dense(long sequence, int slotBytes) {
    return new Layout(sequence, slotBytes, headBytes(slotBytes), 0);
  }

  /** A body that begins at a page. */
  static Layout paged(long sequence, int slotBytes) {
    return new Layout(sequence, slotBytes, roundUp(headBytes(slotBytes)), 0);
  }

  Layout withBody(long bytes) {
    return new Layout(sequence, slotBytes, bodyOffset, bytes);
  }

  /** The room for a head that may grow a little when it is refreshed. */
  static int slotBytesFor(int headBytes) {
    return (SLOT_HEADER_BYTES + headBytes + headBytes / 8 + 128 + 15) & ~15;
  }

  static boolean accepts(int slotBytes) {
    return slotBytes <= MAX_SLOT_BYTES;
  }

  static long roundUp(long bytes) {
    return (bytes + PAGE_BYTES - 1) & -PAGE_BYTES;
  }

  static int headBytes(int slotBytes) {
    return PREAMBLE_BYTES + 2 * slotBytes;
  }

  int slotOffset(int slot) {
    return PREAMBLE_BYTES + slot * slotBytes;
  }

  int blocks() {
    return (int) ((bodyBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
  }

  int blockLength(int block) {
    return (int) Math.min(BLOCK_BYTES, bodyBytes - (long) block * BLOCK_BYTES);
  }

  long tableOffset() {
    return bodyOffset + bodyBytes;
  }

  long fileBytes() {
    return tableOffset() + 4L * blocks();
  }

  /** The bytes it takes on the disk. */
  long diskBytes() {
    return roundUp(fileBytes());
  }

  void writeTo(ByteBuffer bytes) {
    bytes.putLong(0, MAGIC);
    bytes.putInt(8, VERSION);
    bytes.putInt(12, slotBytes);
    bytes.putLong(16, sequence);
    bytes.putLong(24, bodyOffset);
    bytes.putLong(32, bodyBytes);
    bytes.putInt(CHECKED_BYTES, checksum(bytes));
  }

  /** Reads a preamble and believes it only if it could have been written by us. */
  static Layout readFrom(ByteBuffer bytes) throws CorruptFileException {
    if (bytes.limit() < PREAMBLE_BYTES || bytes.getLong(0) != MAGIC) {
      throw new CorruptFileException("it does not begin as one of ours");
    }
    if (bytes.getInt(8) != VERSION) {
      throw new CorruptFileException("it has version " + bytes.getInt(8) + " of the format");
    }
    if (bytes.getInt(CHECKED_BYTES) != checksum(bytes)) {
      throw new CorruptFileException("its preamble is damaged");
    }
    Layout layout =
        new Layout(bytes.getLong(16), bytes.getInt(12), bytes.getLong(24), bytes.getLong(32));
    if (!layout.isSound()) {
      throw new CorruptFileException("its preamble makes no sense");
    }
    return layout;
  }

  private boolean isSound() {
    return slotBytes >= SLOT_HEADER_BYTES
        && accepts(slotBytes)
        && bodyBytes >= 0
        && bodyBytes <= MAX_BODY_BYTES
        && bodyOffset >= headBytes(slotBytes)
        && bodyOffset <= roundUp(headBytes(slotBytes));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(0, CHECKED_BYTES));
    return (int) checksum.getValue();
  }
}

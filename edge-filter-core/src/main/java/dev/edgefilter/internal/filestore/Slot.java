// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A head in one of the two slots of a file; of two valid ones that with the higher number holds.
 *
 * @param number counts the heads the file has had, from 1
 * @param head the head
 */
record Slot(long number, FileHead head) {

  static byte[] encode(long number, byte[] head) {
    ByteBuffer slot = ByteBuffer.allocate(Layout.SLOT_HEADER_BYTES + head.length);
    slot.putLong(number).putInt(head.length).putInt(checksum(number, ByteBuffer.wrap(head)));
    return slot.put(head).array();
  }

  /** Null when there is no valid head. */
  static @Nullable Slot decode(ByteBuffer slot) {
    long number = slot.getLong(0);
    int length = slot.getInt(8);
    if (number <= 0 || length <= 0 || length > slot.limit() - Layout.SLOT_HEADER_BYTES) {
      return null;
    }
    ByteBuffer head = slot.slice(Layout.SLOT_HEADER_BYTES, length);
    if (slot.getInt(12) != checksum(number, head.duplicate())) {
      return null;
    }
    try {
      return new Slot(number, HeadCodec.decode(head));
    } catch (CorruptFileException e) {
      return null;
    }
  }

  private static int checksum(long number, ByteBuffer head) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(12).putLong(number).putInt(head.remaining()).flip());
    checksum.update(head);
    return (int) checksum.getValue();
  }
}

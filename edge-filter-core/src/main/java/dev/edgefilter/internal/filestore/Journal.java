// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The invalidations that must outlive the process because files they cover may be left.
 *
 * <p>A record is with the system before {@link #append} returns, so a killed process loses none.
 * The file has its room from the start, so a full disk does not refuse a few records.
 */
final class Journal implements AutoCloseable {
  static final String NAME = "journal";
  private static final String NEW_NAME = "journal.part";
  private static final long MAGIC = 0x454447454A524E4CL; // EDGEJRNL
  private static final int FIRST = 8;
  private static final int RECORD_HEADER_BYTES = 8;
  private static final int ROOM_BYTES = 32 << 10;
  private static final int MAX_BYTES = 4 << 20;

  private final Path folder;
  private final FileAccess access;
  private final List<JournalRecord> records = new ArrayList<>();
  private FileChannel channel;
  private int end;
  private boolean damaged;

  private Journal(Path folder, FileAccess access, FileChannel channel) {
    this.folder = folder;
    this.access = access;
    this.channel = channel;
  }

  static Journal open(Path folder, FileAccess access) throws IOException {
    access.delete(folder.resolve(NEW_NAME));
    FileChannel channel =
        access.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      Journal journal = new Journal(folder, access, channel);
      journal.load();
      return journal;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether it was there and cannot be read: what it held is not known. */
  boolean damaged() {
    return damaged;
  }

  /** What has to be applied, in the order of the stamps. */
  synchronized List<JournalRecord> records() {
    return List.copyOf(records);
  }

  /** Adds one; false when there is no room for it. */
  synchronized boolean append(JournalRecord record) throws IOException {
    ByteBuffer bytes = encode(record);
    if (end + bytes.remaining() > MAX_BYTES) {
      return false;
    }
    int next = end + bytes.remaining();
    access.write(channel, bytes, end);
    end = next;
    records.add(record);
    return true;
  }

  /** Drops those up to a stamp, because every file has been checked against them. */
  synchronized void forget(long upTo) throws IOException {
    List<JournalRecord> kept = new ArrayList<>();
    for (JournalRecord record : records) {
      if (record.stamp() > upTo) {
        kept.add(record);
      }
    }
    if (kept.size() == records.size()) {
      return;
    }
    replaceBy(kept);
    records.clear();
    records.addAll(kept);
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  /** Writes another file and puts it in the place of this one, so that none is lost in between. */
  private void replaceBy(List<JournalRecord> kept) throws IOException {
    Path part = folder.resolve(NEW_NAME);
    FileChannel written =
        access.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    int at;
    try {
      at = start(written);
      for (JournalRecord record : kept) {
        ByteBuffer bytes = encode(record);
        int next = at + bytes.remaining();
        access.write(written, bytes, at);
        at = next;
      }
      access.move(part, folder.resolve(NAME));
    } catch (IOException e) {
      written.close();
      throw e;
    }
    channel.close();
    channel = written;
    end = at;
  }

  private int start(FileChannel file) throws IOException {
    ByteBuffer room = ByteBuffer.allocate(ROOM_BYTES).putLong(0, MAGIC);
    access.write(file, room, 0);
    return FIRST;
  }

  private void load() throws IOException {
    int size = (int) Math.min(channel.size(), MAX_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      // read on
    }
    bytes.flip();
    if (bytes.limit() < FIRST || bytes.getLong(0) != MAGIC) {
      damaged = size > 0;
      end = start(channel);
      return;
    }
    end = FIRST;
    int length = readable(bytes);
    while (length > 0) {
      records.add(decode(bytes.slice(end + RECORD_HEADER_BYTES, length)));
      end += RECORD_HEADER_BYTES + length;
      length = readable(bytes);
    }
  }

  /** The length of a whole record at the end so far; 0 for none: its caller never returned. */
  private int readable(ByteBuffer bytes) {
    if (bytes.limit() - end < RECORD_HEADER_BYTES) {
      return 0;
    }
    int length = bytes.getInt(end);
    if (length <= 0 || length > bytes.limit() - end - RECORD_HEADER_BYTES) {
      return 0;
    }
    int checksum = checksum(bytes.slice(end + RECORD_HEADER_BYTES, length));
    return checksum == bytes.getInt(end + 4) ? length : 0;
  }

  private static ByteBuffer encode(JournalRecord record) {
    Encoder out = new Encoder();
    out.putLong(record.stamp());
    out.putByte(record.kind());
    out.putText(record.distributionId());
    out.putText(record.text());
    out.putLong(record.effect());
    byte[] content = out.toBytes();
    return ByteBuffer.allocate(RECORD_HEADER_BYTES + content.length)
        .putInt(content.length)
        .putInt(checksum(ByteBuffer.wrap(content)))
        .put(content)
        .flip();
  }

  private static JournalRecord decode(ByteBuffer content) throws CorruptFileException {
    Decoder in = new Decoder(content);
    long stamp = in.readLong();
    int kind = in.readByte();
    return new JournalRecord(stamp, in.readText(), kind, in.readText(), in.readLong());
  }

  private static int checksum(ByteBuffer content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return (int) checksum.getValue();
  }
}

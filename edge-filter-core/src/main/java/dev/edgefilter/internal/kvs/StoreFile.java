// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.kvs;

import dev.edgefilter.function.KeyValueStore.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file of one store: written beside and moved into place, so that there is always a whole one.
 */
final class StoreFile {
  private static final int MAGIC = 0x45464b56;
  private static final int FORMAT = 1;

  private final Path path;

  /**
   * What a file holds.
   *
   * @param version the last version
   * @param importDigest what {@link #digest} was of the data that the store was filled with
   */
  record Content(Version version, String importDigest) {}

  StoreFile(Path path) {
    this.path = path;
  }

  void write(Version version, Map<String, String> imported) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      out.writeUTF(version.etag());
      out.writeUTF(version.created().toString());
      out.writeUTF(version.updated().toString());
      out.writeUTF(digest(imported));
      out.writeInt(version.data().size());
      for (Map.Entry<String, String> pair : version.data().entrySet()) {
        out.writeUTF(pair.getKey());
        out.writeUTF(pair.getValue());
      }
      CRC32 sum = new CRC32();
      sum.update(bytes.toByteArray());
      out.writeLong(sum.getValue());
    }
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * What the file holds, or null when there is none.
   *
   * @throws IOException when it cannot be read or is broken
   */
  @Nullable Content read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return null;
    }
    int end = bytes.length - Long.BYTES;
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, Math.max(0, end));
    if (end < Long.BYTES || ByteBuffer.wrap(bytes).getLong(end) != sum.getValue()) {
      throw new IOException(path.getFileName() + " is broken");
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Arrays.copyOf(bytes, end)))) {
      if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
        throw new IOException(path.getFileName() + " has another format");
      }
      String etag = in.readUTF();
      Instant created = Instant.parse(in.readUTF());
      Instant updated = Instant.parse(in.readUTF());
      String digest = in.readUTF();
      Map<String, String> data = new LinkedHashMap<>();
      long size = 0;
      for (int left = in.readInt(); left > 0; left--) {
        String key = in.readUTF();
        String value = in.readUTF();
        data.put(key, value);
        size += key.getBytes(StandardCharsets.UTF_8).length;
        size += value.getBytes(StandardCharsets.UTF_8).length;
      }
      return new Content(
          new Version(etag, created, updated, Collections.unmodifiableMap(data), size), digest);
    } catch (DateTimeException e) {
      throw new IOException(path.getFileName() + " is broken", e);
    }
  }

  /** Tells whether data is the same as it was. */
  static String digest(Map<String, String> data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> pair : data.entrySet()) {
        for (String text : new String[] {pair.getKey(), pair.getValue()}) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
          digest.update(bytes);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

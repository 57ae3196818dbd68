// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Opens stores of files, and writes and reads them whole. */
final class FileFixtures {
  private FileFixtures() {}

  /** What a scan found. */
  record Found(FileHead head, FileBody body) {}

  static FileStore open(Path folder) {
    return open(folder, FileAccess.disk());
  }

  static FileStore open(Path folder, FileAccess access) {
    return FileStore.open(new FileStoreSettings(folder, 64 << 20, false, () -> 0, access));
  }

  static List<Found> scan(FileStore store) {
    List<Found> found = new ArrayList<>();
    store.scan((head, body) -> found.add(new Found(head, body)));
    return found;
  }

  static FileBody write(FileStore store, FileHead head, byte[] bytes, long expected) {
    FileWriter writer = store.newBody(head, expected);
    assertNotNull(writer);
    assertTrue(writer.write(ByteBuffer.wrap(bytes)));
    FileBody body = writer.finish();
    assertNotNull(body);
    assertTrue(body.publish());
    return body;
  }

  /** The bytes, or null when the file says that they are damaged. */
  static byte[] read(FileBody body) {
    try (FileReader reader = body.read()) {
      if (reader == null) {
        return null;
      }
      byte[] bytes = new byte[(int) body.bodyBytes()];
      int position = 0;
      while (position < bytes.length) {
        ByteBuffer view = reader.at(position);
        if (view == null) {
          return null;
        }
        assertTrue(view.isReadOnly());
        int count = view.remaining();
        view.get(bytes, position, count);
        position += count;
      }
      assertEquals(bytes.length, position);
      return bytes;
    }
  }

  /** All files of responses, complete or not. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> FileNames.sequence(file.getFileName().toString()) >= 0)
          .sorted()
          .toList();
    }
  }

  static Path onlyFile(Path folder) throws IOException {
    List<Path> files = files(folder);
    assertEquals(1, files.size(), files::toString);
    return files.get(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the heads of the files that earlier processes left, and throws away what is no good. */
final class Rescan {
  /** Most heads fit into one page; the rest of a longer one is read separately. */
  private static final int FIRST_READ_BYTES = Layout.PAGE_BYTES;

  private static final Set<String> OWN_FILES = Set.of(FolderLock.NAME, Ledger.NAME, Journal.NAME);

  /** Gets each response that was found. */
  interface Visitor {
    void found(FileHead head, FileBody body);
  }

  private final ByteBuffer page = ByteBuffer.allocateDirect(FIRST_READ_BYTES);
  private final FileStore store;
  private final Visitor visitor;

  Rescan(FileStore store, Visitor visitor) {
    this.store = store;
    this.visitor = visitor;
  }

  /** Goes through all folders until done or the store is stopped; true when done. */
  boolean run() {
    return eachIn(store.folder(), this::readFolder);
  }

  private boolean readFolder(Path folder) {
    String name = String.valueOf(folder.getFileName());
    if (FileNames.isFolder(name) && Files.isDirectory(folder)) {
      return eachIn(folder, this::readFile);
    }
    if (!OWN_FILES.contains(name)) {
      discardForeign(folder);
    }
    return true;
  }

  private boolean eachIn(Path folder, Predicate<Path> reader) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (store.isStopped() || !reader.test(file)) {
          return false;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      store.faults().unreadable("listing a folder", e);
    }
    return true;
  }

  private void discardForeign(Path file) {
    store.faults().discarded(file, new CorruptFileException("it is not ours and is left alone"));
  }

  private boolean readFile(Path file) {
    String name = String.valueOf(file.getFileName());
    long sequence = FileNames.sequence(name);
    if (sequence < 0) {
      discardForeign(file);
    } else if (FileNames.opening(sequence) < store.opening()) {
      if (name.endsWith(FileNames.PART)) {
        delete(file);
      } else {
        readHead(file, sequence);
      }
    }
    return true;
  }

  private void readHead(Path file, long sequence) {
    try (FileChannel channel = store.access().open(file, StandardOpenOption.READ)) {
      Layout layout = layout(channel, sequence);
      Slot first = slot(channel, layout, 0);
      Slot second = slot(channel, layout, 1);
      boolean isSecond = second != null && (first == null || second.number() > first.number());
      Slot newest = isSecond ? second : first;
      if (newest == null) {
        throw new CorruptFileException("both heads are damaged");
      }
      FileBody body = FileBody.recovered(store, layout, newest.number(), isSecond ? 1 : 0);
      store.space().found(layout.diskBytes());
      visitor.found(newest.head(), body);
    } catch (CorruptFileException e) {
      store.faults().discarded(file, e);
      delete(file);
    } catch (IOException e) {
      store.faults().unreadable("reading a file", e);
    }
  }

  private Layout layout(FileChannel channel, long sequence) throws IOException {
    page.clear();
    channel.read(page, 0);
    Layout layout = Layout.readFrom(page.flip());
    if (layout.sequence() != sequence || channel.size() != layout.fileBytes()) {
      throw new CorruptFileException("its name or length does not fit its preamble");
    }
    return layout;
  }

  private @Nullable Slot slot(FileChannel channel, Layout layout, int slot) throws IOException {
    int offset = layout.slotOffset(slot);
    if (offset + layout.slotBytes() <= page.limit()) {
      return Slot.decode(page.slice(offset, layout.slotBytes()));
    }
    ByteBuffer bytes = ByteBuffer.allocate(layout.slotBytes());
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
      // read on
    }
    return bytes.hasRemaining() ? null : Slot.decode(bytes.flip());
  }

  private void delete(Path file) {
    try {
      store.access().delete(file);
    } catch (IOException e) {
      store.faults().unreadable("deleting a file", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** A file that is open for reading. */
record OpenChannel(FileBody file, FileChannel channel) implements Leases.Resource {

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written through it.
    } finally {
      file.letGo();
    }
  }
}

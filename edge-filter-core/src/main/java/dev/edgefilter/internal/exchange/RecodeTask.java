// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.coding.ContentEncoder;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes one stored body once more, at the best level, and puts it in its place.
 *
 * <p>The stamp of the first fetch goes along, so that an invalidation since then wins; and the new
 * body is put in place only while nobody fetches the key and what is stored is still the old one,
 * so that a newer response wins.
 */
final class RecodeTask implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(RecodeTask.class);
  private static final int CHUNK_BYTES = 16_384;

  private final StoredResponse stored;
  private final CodedStored body;
  private final ContentCoder coder;
  private final Services services;
  private final CodedBodies bodies;

  RecodeTask(
      StoredResponse stored,
      CodedStored body,
      ContentCoder coder,
      Services services,
      CodedBodies bodies) {
    this.stored = stored;
    this.body = body;
    this.coder = coder;
    this.services = services;
    this.bodies = bodies;
  }

  void queued() {
    body.recoding(RecodeReason.QUEUED);
  }

  /** There was no room in the queue, so it stays as it is. */
  void leave() {
    body.recoding(RecodeReason.FAILED);
  }

  @Override
  public void run() {
    RecodeReason outcome = RecodeReason.FAILED;
    try {
      outcome = recode();
    } catch (IOException | RuntimeException e) {
      LOG.warn("A stored body of {} could not be encoded anew", stored.key().path(), e);
    } finally {
      body.recoding(outcome);
    }
  }

  private RecodeReason recode() throws IOException {
    ResponseStore store = services.store();
    ResponseWriter writer = store.begin(stored.key(), stored.head(), -1, stored.stamp());
    if (writer == null) {
      return RecodeReason.SUPERSEDED;
    }
    BodyReader reader = store.read(stored);
    if (reader == null) {
      writer.abandon();
      return RecodeReason.SUPERSEDED;
    }
    boolean encoded = false;
    try {
      encoded = copy(reader, writer);
    } finally {
      reader.close();
      if (!encoded) {
        writer.abandon();
      }
    }
    return encoded ? replace(store, writer) : RecodeReason.FAILED;
  }

  /** False when the store took no more. */
  private boolean copy(BodyReader reader, ResponseWriter writer) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    boolean[] full = new boolean[1];
    ContentEncoder.Output output = bytes -> full[0] |= !writer.write(bytes);
    try (InputStream plain = coder.decoded(new StoredBodyInput(reader));
        ContentEncoder encoder = coder.encoder(coder.bestLevel())) {
      for (int read = plain.read(chunk); read >= 0; read = plain.read(chunk)) {
        encoder.encode(ByteBuffer.wrap(chunk, 0, read), output);
        if (full[0] || Thread.currentThread().isInterrupted()) {
          return false;
        }
      }
      encoder.finish(output);
    }
    return !full[0];
  }

  private RecodeReason replace(ResponseStore store, ResponseWriter writer) {
    if (writer.bytes() >= stored.bodyBytes()) {
      writer.abandon();
      return RecodeReason.NO_GAIN;
    }
    Flight mine = services.collapser().lead(stored.key());
    if (mine == null) {
      writer.abandon();
      return RecodeReason.SUPERSEDED;
    }
    try {
      return isStillThere(store) ? commit(store, writer) : superseded(writer);
    } finally {
      services.collapser().settle(mine, Flight.Outcome.STORED);
    }
  }

  private boolean isStillThere(ResponseStore store) {
    for (StoredResponse present : store.find(stored.key())) {
      if (present == stored) { // a renewed one is another object with the same body
        return true;
      }
    }
    return false;
  }

  private static RecodeReason superseded(ResponseWriter writer) {
    writer.abandon();
    return RecodeReason.SUPERSEDED;
  }

  private RecodeReason commit(ResponseStore store, ResponseWriter writer) {
    @Nullable StoredResponse smaller = writer.commit();
    if (smaller == null) {
      return RecodeReason.SUPERSEDED;
    }
    StoredHead head = Compression.withLength(smaller);
    store.refresh(smaller, head, smaller.stamp());
    bodies.add(
        new CodedStored(
            smaller.id(),
            body.coding(),
            coder.bestLevel(),
            body.plainBytes(),
            smaller.bodyBytes(),
            RecodeReason.BEST));
    return RecodeReason.SUPERSEDED; // by itself
  }
}
